"""Reads a folder for TensorBoard with TensorBoard's own reader and prints what is there as JSON.

usage: tensorboard_log.py DIR     Needs the package tensorboard.
"""

import json
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2

found = {}
for folder in sorted(p for p in pathlib.Path(sys.argv[1]).rglob("*") if p.is_dir()) + [pathlib.Path(sys.argv[1])]:
    events = EventAccumulator(str(folder), size_guidance={"scalars": 0})
    events.Reload()
    run = {"scalars": {}, "hparams": {}}
    for tag in events.Tags()["scalars"]:
        run["scalars"][tag] = [[e.step, round(e.wall_time * 1000), str(e.value)] for e in events.Scalars(tag)]
    try:
        kept = events.PluginTagToContent("hparams")
    except KeyError:
        kept = {}
    for content in kept.values():
        data = plugin_data_pb2.HParamsPluginData.FromString(content)
        kind = data.WhichOneof("data")
        if kind == "session_start_info":
            run["hparams"] = {
                name: getattr(value, value.WhichOneof("kind")) for name, value in data.session_start_info.hparams.items()
            }
        elif kind == "session_end_info":
            run["status"] = data.session_end_info.status
        else:
            run["columns"] = [info.name for info in data.experiment.hparam_infos]
            run["metrics"] = [info.name.tag for info in data.experiment.metric_infos]
    found[folder.name if folder != pathlib.Path(sys.argv[1]) else "."] = run
print(json.dumps(found))
