// No server runs where this is built: the program says so in one line, and trains as it would have.
def printed = new File(basedir, 'build.log').text
def accuracy = printed =~ /accuracy (\d\.\d+)/
assert accuracy.find() : 'the example program printed no result'
assert accuracy.group(1).toDouble() > 0.9
