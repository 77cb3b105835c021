package org.fathom4j.tracking.local;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the files of one run lie.
 *
 * <pre>
 * sweep.json                    the sweep without its trials
 * experiment.yaml               the resolved experiment, as it can be run again
 * journal.jsonl                 what happened, in order, one line an event
 * ending.json                   how the sweep ended and what it comes to; absent while it runs
 *                               and after a crash
 * lesson.json                   what its study and expectations taught, pictures included
 * trials/0001/trial.json        the trial as it started or was paused
 * trials/0001/epochs.jsonl      one line by epoch, written as the epoch ends
 * trials/0001/result.json       the trial as it ended, without its epochs
 * trials/0001/model.zip         the network of the chosen epoch
 * trials/0001/test.json         what its test said of classes: who was told as what, mistakes
 * trials/0001/inside.json       the best trial's network looked into, pictures included
 * trials/0001/checkpoint.bin    what an unfinished trial goes on from
 * trials/0001/earlier/1/        the files of an earlier try that had no end
 * seen-0f3c....bin              which examples trials were trained on, by what they hold
 * report/                       the report
 * mlflow.txt                    address of its page on a tracking server
 * .lock                         held by the process that writes
 * stop, pause                   ask that process to stop, or to begin no epoch
 * </pre>
 *
 * @param folder the run's folder
 */
record StoreLayout(Path folder) {
  Path sweep() {
    return folder.resolve("sweep.json");
  }

  Path experiment() {
    return folder.resolve("experiment.yaml");
  }

  Path ending() {
    return folder.resolve("ending.json");
  }

  Path journal() {
    return folder.resolve("journal.jsonl");
  }

  Path lesson() {
    return folder.resolve("lesson.json");
  }

  Path lock() {
    return folder.resolve(".lock");
  }

  Path trackingPage() {
    return folder.resolve("mlflow.txt");
  }

  Path stop() {
    return folder.resolve("stop");
  }

  Path pause() {
    return folder.resolve("pause");
  }

  Path seen(String id) {
    return folder.resolve("seen-" + id + ".bin");
  }

  Path report() {
    return folder.resolve("report");
  }

  Path trials() {
    return folder.resolve("trials");
  }

  Path trial(int number) {
    return trials().resolve(String.format(Locale.ROOT, "%04d", number));
  }

  Path start(int number) {
    return trial(number).resolve("trial.json");
  }

  Path epochs(int number) {
    return trial(number).resolve("epochs.jsonl");
  }

  Path result(int number) {
    return trial(number).resolve("result.json");
  }

  Path model(int number) {
    return trial(number).resolve("model.zip");
  }

  Path test(int number) {
    return trial(number).resolve("test.json");
  }

  Path inside(int number) {
    return trial(number).resolve("inside.json");
  }

  Path checkpoint(int number) {
    return trial(number).resolve("checkpoint.bin");
  }

  Path earlier(int number) {
    return trial(number).resolve("earlier");
  }
}
