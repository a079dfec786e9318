# Script of a DolphinScheduler shell task. Local parameters of the task: policy, state.
# DolphinScheduler replaces both before the script runs; "failed retry times": 0, since a refusal stays one.
sh "${LETHE_HOME:-/opt/lethe}/nightly.sh" "${policy}" "${state}"
