// What the example program printed when Maven ran it: how many of the 64 drawn numbers it reads after training.
def printed = new File(basedir, 'build.log').text
def read = printed =~ /read (\d+) of (\d+)/
assert read.find() : 'the example program printed no result'
assert read.group(1).toInteger() > 40
