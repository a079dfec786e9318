import { table } from './table.js';

/** What a job that runs unattended may meet: other runs, full disks, tables that changed their shape. */
export const batchMessages = table({
  'metrics-unwritten': {
    text: {
      en: 'The metrics could not be written: {path} ({reason}); the job ended as its exit code says',
      zh: '无法写入指标文件：{path}（{reason}）；作业结果以退出码为准',
    },
  },
  'watch-file-taken': {
    text: {
      en: '{path} holds something else than what {option} writes, and is not overwritten',
      zh: '{path} 的内容不是 {option} 写出的，不会覆盖',
    },
    hint: {
      en: 'Nothing ran. Name a new file, or one that an earlier run has written with {option}.',
      zh: '未执行任何操作。请指定新文件，或以前用 {option} 写出的文件。',
    },
  },
  'watch-file-place': {
    text: {
      en: '{option} names a file that the run reads or publishes: {path}',
      zh: '{option} 指定的文件正是本次运行要读取或发布的：{path}',
    },
    hint: {
      en: 'Nothing ran. Name a file that is no source, policy, key or ledger, outside the folders of releases.',
      zh: '未执行任何操作。请指定源数据、策略、密钥、台账之外的文件，且不在发布文件夹内。',
    },
  },
  'job-running': {
    text: {
      en: 'This job is already running (process {pid}): {path}',
      zh: '该任务已在运行（进程 {pid}）：{path}',
    },
    hint: {
      en: 'Nothing was read. Wait for it with --wait.',
      zh: '未读取任何数据。可用 --wait 等待其结束。',
    },
  },
  'transform-refused': {
    text: {
      en: 'The gate refused the table; not a byte was handed on',
      zh: '发布门拒绝了该表，没有输出任何字节',
    },
    hint: {
      en: 'The reasons are listed with this error.',
      zh: '原因随本错误一并列出。',
    },
  },
  'disk-space': {
    text: {
      en: 'Too little space for the output: about {needed} MB are needed, {free} MB are free: {path}',
      zh: '输出空间不足：约需 {needed} MB，可用 {free} MB：{path}',
    },
    hint: {
      en: 'Nothing was read. Free space, name another output, or go on anyway with --no-space-check.',
      zh: '未读取任何数据。请释放空间、更换输出位置，或用 --no-space-check 忽略该检查。',
    },
  },
  'schema-drift': {
    text: {
      en: 'The table has changed its columns since the last release: {changes}',
      zh: '与上次发布相比，表的列发生了变化：{changes}',
    },
    hint: {
      en: 'Look at the table, change the policy, or accept the new columns once with --accept-drift.',
      zh: '请检查该表并修改策略，或用 --accept-drift 接受一次变化。',
    },
  },
  'schema-policy': {
    text: {
      en: 'The columns of {input} are not those of the policy: {changes}',
      zh: '{input} 的列与策略不一致：{changes}',
    },
    hint: {
      en: 'Change the policy; unlisted: drop leaves out columns that it does not name.',
      zh: '请修改策略；unlisted: drop 可去掉策略未列出的列。',
    },
  },
  'quarantine-unsealed': {
    text: {
      en: 'Quarantined records are personal data and are kept sealed only: the policy names no recipient',
      zh: '被隔离的记录属于个人信息，只能加密保存：策略未指定接收者',
    },
    hint: {
      en: 'input: { quarantine: {path}, recipient: public.pem }; `openssl genpkey -algorithm X25519 -out private.pem`, then `openssl pkey -in private.pem -pubout -out public.pem`.',
      zh: 'input: { quarantine: {path}, recipient: public.pem }；先 `openssl genpkey -algorithm X25519 -out private.pem`，再 `openssl pkey -in private.pem -pubout -out public.pem`。',
    },
  },
  'recipient-invalid': {
    text: {
      en: 'No public key for sealing (PEM, X25519 or EC P-256): {path}',
      zh: '不是可用于加密的公钥（PEM，X25519 或 EC P-256）：{path}',
    },
    hint: {
      en: 'Keys that sign do not seal. `openssl genpkey -algorithm X25519 -out private.pem` makes a private key, `openssl pkey -in private.pem -pubout -out public.pem` the public one.',
      zh: '签名密钥不能用于加密。私钥：`openssl genpkey -algorithm X25519 -out private.pem`；公钥：`openssl pkey -in private.pem -pubout -out public.pem`。',
    },
  },
  'seal-broken': {
    text: {
      en: 'Not a sealed file of Lethe, changed since, or sealed for another key: {path}',
      zh: '不是 Lethe 的加密文件、已被改动，或并非用该密钥加密：{path}',
    },
  },
  'private-key-invalid': {
    text: {
      en: 'No private key (PEM, X25519 or EC P-256): {path}',
      zh: '不是私钥（PEM，X25519 或 EC P-256）：{path}',
    },
    hint: {
      en: 'Name the private key that belongs to `input: { recipient }`; keys of `lethe keygen` sign and do not open.',
      zh: '请指定与 `input: { recipient }` 对应的私钥；`lethe keygen` 生成的密钥用于签名，不能解封。',
    },
  },
  'help-opt-events': {
    text: {
      en: 'write one JSON line per phase and step of progress; - is standard output',
      zh: '每个阶段和进度写一行 JSON；- 表示标准输出',
    },
  },
  'help-opt-metrics': {
    text: {
      en: 'write metrics in Prometheus text format, whatever the outcome',
      zh: '以 Prometheus 文本格式写出指标，无论结果如何',
    },
  },
  'help-opt-if-changed': {
    text: {
      en: 'do nothing where the release stands and source, policy and version are the same',
      zh: '若已发布且源数据、策略和版本均未变，则不做任何事',
    },
  },
  'help-opt-accept-drift': {
    text: {
      en: 'take the table although its columns differ from those of the last release',
      zh: '即使列与上次发布时不同也接受该表',
    },
  },
  'help-opt-wait': {
    text: {
      en: 'wait for another run of this job to end (default: without limit)',
      zh: '等待同一任务的另一次运行结束（默认不限时）',
    },
  },
  'help-opt-audience': {
    text: { en: 'only this audience of the policy', zh: '仅处理策略中的这一受众' },
  },
  'policy-audience-needed': {
    text: {
      en: 'The policy has audiences ({audiences}): this command is about one of them',
      zh: '策略含多个受众（{audiences}），本命令只针对其中一个',
    },
    hint: { en: 'Name it with --audience.', zh: '请用 --audience 指定。' },
  },
  'policy-audience-unknown': {
    text: {
      en: 'The policy has no audience {audience}; it has: {audiences}',
      zh: '策略中没有受众 {audience}；现有：{audiences}',
    },
  },
  'order-too-large': {
    text: {
      en: '{path} is too large to be put in the order of its content (above 1 GiB)',
      zh: '{path} 过大（超过 1 GiB），无法按内容排序',
    },
    hint: {
      en: 'Write it in several part files, or state output: { order: source } and know that places then join outputs.',
      zh: '请分成多个文件输出；或写明 output: { order: source }，但多份输出即可按位置关联。',
    },
  },
  'help-opt-repairs': {
    text: {
      en: 'do not try which changes make a refused release pass (tried up to 64 MB)',
      zh: '拒绝发布时不试运行修改方案（默认 64 MB 以内试运行）',
    },
  },
  'help-opt-try-repairs': {
    text: {
      en: 'try them on a table of any size',
      zh: '任意大小的表都试运行修改方案',
    },
  },
  'cli-repairs-pass': {
    text: {
      en: '  tried on this table ({count} runs): with these the gate passes, and none of them can be left out',
      zh: '  已在本表上试运行 {count} 次：作上述修改后通过，缺一不可',
    },
  },
  'cli-repairs-none': {
    text: {
      en: '  no set of changes was found with which the gate passes ({count} runs)',
      zh: '  试运行 {count} 次，未找到可通过的修改组合',
    },
  },
  'help-opt-space-check': {
    text: { en: 'begin although the disk seems too small', zh: '即使磁盘空间似乎不足也开始' },
  },
  'help-opt-resume': {
    text: {
      en: 'keep nothing to go on from when the run is killed, and remove what a killed run has left',
      zh: '不保留断点，也不从被杀掉的运行继续（其残留将被清除）',
    },
  },
  'cli-resuming': {
    text: {
      en: 'Going on from where a run of this job was killed',
      zh: '从上次被中断的运行处继续',
    },
  },
  'cli-anew-source': {
    text: {
      en: 'Beginning anew: since the run that was killed the source has changed',
      zh: '重新开始：上次运行被中断后，源数据已改变',
    },
  },
  'cli-anew-policy': {
    text: {
      en: 'Beginning anew: the run that was killed had another policy, seed, key, version or setting',
      zh: '重新开始：被中断的运行所用的策略、种子、密钥、版本或设置不同',
    },
  },
  'cli-anew-secret': {
    text: {
      en: 'Beginning anew: what the killed run had kept is sealed, and its secret is gone with the memory that held it',
      zh: '重新开始：被中断的运行留下的断点已加密，其密钥只存于内存，现已不在',
    },
  },
  'cli-anew-journal': {
    text: {
      en: 'Beginning anew: what the killed run had kept cannot be read',
      zh: '重新开始：被中断的运行留下的断点无法读取',
    },
  },
  'word-resumed': { text: { en: 'not done again', zh: '沿用断点' } },
  'cli-run-unchanged': {
    text: {
      en: 'Nothing to do: source, policy and version are those of the release that stands',
      zh: '无需处理：源数据、策略和版本与现有发布内容一致',
    },
  },
  'cli-events-stdout': {
    text: {
      en: 'Standard output cannot carry both the events and {other}',
      zh: '标准输出不能同时承载事件和 {other}',
    },
    hint: { en: 'Name a file: --events run.ndjson.', zh: '请指定文件：--events run.ndjson。' },
  },
  'help-unseal': {
    text: { en: 'Open sealed quarantined records', zh: '打开加密的隔离记录' },
  },
  'help-arg-sealed': {
    text: { en: 'sealed file', zh: '加密文件' },
  },
  'help-opt-key': {
    text: { en: 'private key of the recipient, PEM', zh: '接收者的私钥（PEM）' },
  },
});
