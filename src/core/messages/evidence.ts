import { table } from './table.js';

/** What `lethe verify` finds, and what can go wrong with keys and signatures. */
export const evidenceMessages = table({
  'sign-key-invalid': {
    text: {
      en: 'The key is neither an Ed25519 nor an SM2 key in PEM',
      zh: '密钥不是 PEM 格式的 Ed25519 或 SM2 密钥',
    },
    hint: { en: 'Make one with `lethe keygen`.', zh: '可用 `lethe keygen` 生成。' },
  },
  'verify-no-release': {
    text: {
      en: 'There is no release here: {path} holds no manifest.json',
      zh: '此处没有发布内容：{path} 中没有 manifest.json',
    },
    hint: { en: 'Name the folder that holds manifest.json.', zh: '请指定 manifest.json 所在的文件夹。' },
  },
  'verify-manifest-unreadable': {
    text: { en: 'The manifest is no JSON (line {line})', zh: '清单不是有效的 JSON（第 {line} 行）' },
  },
  'verify-manifest-form': {
    text: { en: 'The manifest is not of its schema: {path}', zh: '清单不符合其结构定义：{path}' },
    hint: {
      en: '`lethe schema manifest` prints the schema.',
      zh: '`lethe schema manifest` 可输出结构定义。',
    },
  },
  'verify-manifest-line': {
    text: {
      en: 'The manifest is not written as Lethe writes it, from line {line} on',
      zh: '清单自第 {line} 行起不是 Lethe 的写法',
    },
  },
  'verify-manifest-section': {
    text: {
      en: 'The manifest was changed: its member {section} does not match its seal',
      zh: '清单被改动：成员 {section} 与其封印不符',
    },
  },
  'verify-name-outside': {
    text: {
      en: 'The manifest names a file outside the release: {file}',
      zh: '清单列有发布文件夹之外的文件：{file}',
    },
  },
  'verify-file-missing': {
    text: { en: 'A file of the release is missing: {file}', zh: '缺少发布文件：{file}' },
  },
  'verify-file-stray': {
    text: {
      en: 'A file is here that the manifest does not vouch for: {file}',
      zh: '存在清单未列出的文件：{file}',
    },
  },
  'verify-file-undeclared': {
    text: {
      en: 'The folder holds {count} more that no manifest vouches for: {files}',
      zh: '文件夹中另有 {count} 项未列入任何清单：{files}',
    },
    hint: {
      en: 'Hand on only what the manifest names, or keep the release in a folder of its own.',
      zh: '请只交付清单列出的文件，或将发布内容单独存放。',
    },
  },
  'verify-file-link': {
    text: {
      en: 'A file of the release is a link that leads out of its folder: {file}',
      zh: '发布文件是指向文件夹之外的链接：{file}',
    },
    hint: {
      en: 'Put the file itself there, or run again.',
      zh: '请放入文件本身，或重新运行。',
    },
  },
  'verify-columns-other': {
    text: {
      en: 'The output is another table: it has {found} columns, the manifest states {stated} (the first that differs: {column})',
      zh: '输出是另一张表：共 {found} 列，清单声明 {stated} 列（首个不符：{column}）',
    },
  },
  'verify-file-changed': {
    text: {
      en: '{file} was changed: the first difference lies in bytes {from} to {to}',
      zh: '{file} 被改动：首个差异位于第 {from} 至 {to} 字节',
    },
  },
  'verify-paper-differs': {
    text: {
      en: '{file} is not what the record gives, from line {line} on',
      zh: '{file} 自第 {line} 行起与记录不符',
    },
  },
  'verify-other-version': {
    text: {
      en: 'Made by Lethe {version}: the papers were compared by hash only',
      zh: '由 Lethe {version} 生成：材料仅按哈希比对',
    },
  },
  'verify-sums-differ': {
    text: { en: '{file} differs from the files at line {line}', zh: '{file} 第 {line} 行与文件不符' },
  },
  'verify-unsigned': { text: { en: 'The release is not signed', zh: '发布内容未签名' } },
  'verify-signer-other': {
    text: { en: 'The release is signed by another key ({keyId})', zh: '发布内容由其他密钥签名（{keyId}）' },
  },
  'verify-signature-wrong': {
    text: { en: 'The signature is not that of the manifest: {file}', zh: '签名与清单不符：{file}' },
  },
  'verify-signer-untrusted': {
    text: {
      en: 'The signature is that of the enclosed key {keyId}; who holds it was not checked',
      zh: '签名由随附密钥 {keyId} 作出；未核实密钥持有者',
    },
    hint: { en: 'Give the signer’s public key with --key.', zh: '请用 --key 给出签名方公钥。' },
  },
  'verify-measure-differs': {
    text: {
      en: 'Measured anew, {measure} is {found}; the manifest says {stated}',
      zh: '重新度量 {measure} 为 {found}，清单记载 {stated}',
    },
  },
  'verify-residual-unstated': {
    text: {
      en: '{column}: {count} cells of kind {entity} that the manifest does not tell of',
      zh: '“{column}”列：有 {count} 个 {entity} 类单元格，清单未记载',
    },
  },
  'verify-output-unreadable': {
    text: { en: 'The output cannot be read as the plan says: {reason}', zh: '无法按计划读取输出：{reason}' },
  },
  'verify-verdict-other': {
    text: {
      en: 'Judged anew, the release is {found}; the manifest says {stated}',
      zh: '重新判定为 {found}，清单记载 {stated}',
    },
  },
  'verify-profile-unknown': {
    text: {
      en: 'This version does not know the release profile {profile}',
      zh: '当前版本没有发布类型 {profile}',
    },
  },
  'verify-files-first': {
    text: {
      en: 'Not checked: the output is not the one that was published',
      zh: '未检查：输出不是当初发布的文件',
    },
  },
  'verify-source-other': {
    text: {
      en: 'The source is not the one that was released (its SHA-256 differs)',
      zh: '源文件不是当初处理的文件（SHA-256 不同）',
    },
  },
  'verify-policy-other': {
    text: {
      en: 'The policy is not the one of the release: {path}',
      zh: '策略不是本次发布所用的策略：{path}',
    },
    hint: { en: 'Name the recorded policy with -p.', zh: '请用 -p 指定存档的策略。' },
  },
  'verify-replay-keyed': {
    text: {
      en: 'Not replayed, since their key is gone: {columns}; every other column was compared',
      zh: '密钥已不存在，未重放：{columns}；其余各列均已比对',
    },
  },
  'verify-replay-form': {
    text: {
      en: 'Not replayed: {columns} need a key that is gone, and this kind of file cannot be compared by column',
      zh: '未重放：{columns} 所需密钥已不存在，且此类文件无法按列比对',
    },
  },
  'verify-replay-differs': {
    text: {
      en: 'The replayed {file} differs first at byte {byte}, line {line}',
      zh: '重放所得 {file} 的首个差异在第 {byte} 字节、第 {line} 行',
    },
  },
  'verify-replay-cell': {
    text: {
      en: 'The replayed {file} differs first in record {record}, column {column}',
      zh: '重放所得 {file} 的首个差异在第 {record} 条记录、“{column}”列',
    },
  },
  'verify-ledger-unknown': {
    text: { en: 'The ledger does not know this release', zh: '台账中没有本次发布' },
  },
  'verify-ledger-state': {
    text: { en: 'The ledger says that this release is {state}', zh: '台账记载本次发布状态为 {state}' },
  },
  'sign-key-unreadable': {
    text: { en: 'The key cannot be read: {path} ({reason})', zh: '无法读取密钥：{path}（{reason}）' },
  },
  'help-verify': {
    text: { en: 'Check a release again, with nothing but its folder', zh: '仅凭发布文件夹重新核验' },
  },
  'help-keygen': { text: { en: 'Make a key pair for signing releases', zh: '生成用于签名的密钥对' } },
  'help-arg-release-folder': {
    text: { en: 'folder that holds manifest.json', zh: 'manifest.json 所在文件夹' },
  },
  'help-opt-signer': {
    text: { en: 'public key of the signer, as you know it (PEM)', zh: '您所知的签名方公钥（PEM）' },
  },
  'help-opt-replayed': {
    text: {
      en: 'the source: the run is replayed with the recorded policy (-p)',
      zh: '源文件：按存档策略（-p）重放',
    },
  },
  'help-opt-ledger': { text: { en: 'ledger of releases (NDJSON)', zh: '发布台账（NDJSON）' } },
  'help-opt-signature-algorithm': { text: { en: 'ed25519 or sm2-sm3', zh: 'ed25519 或 sm2-sm3' } },
  'help-opt-sign': { text: { en: 'private key that signs the manifest (PEM)', zh: '签署清单的私钥（PEM）' } },
  'cli-verify-sound': {
    text: { en: 'Sound: the release is what its manifest says', zh: '核验通过：发布内容与清单一致' },
  },
  'cli-verify-different': {
    text: {
      en: 'Different: the release is not what its manifest says',
      zh: '核验未通过：发布内容与清单不一致',
    },
  },
  'cli-keygen-written': {
    text: {
      en: 'Key {keyId} ({algorithm}): private {privateKey}, public {publicKey}',
      zh: '密钥 {keyId}（{algorithm}）：私钥 {privateKey}，公钥 {publicKey}',
    },
  },
  'word-check': { text: { en: 'check', zh: '核验项' } },
  'word-check-state': { text: { en: 'state', zh: '结果' } },
  'word-check-remark': { text: { en: 'remark', zh: '备注' } },
  'word-check-passed': { text: { en: 'passed', zh: '通过' } },
  'word-check-failed': { text: { en: 'failed', zh: '未通过' } },
  'word-check-skipped': { text: { en: 'skipped', zh: '未核验' } },
  'word-check-manifest': { text: { en: 'manifest', zh: '清单' } },
  'word-check-files': { text: { en: 'files', zh: '文件' } },
  'word-check-papers': { text: { en: 'papers', zh: '材料' } },
  'word-check-sums': { text: { en: 'list of hashes', zh: '哈希列表' } },
  'word-check-signature': { text: { en: 'signature', zh: '签名' } },
  'word-check-proof': { text: { en: 'measured anew', zh: '重新度量' } },
  'word-check-gate': { text: { en: 'judged anew', zh: '重新判定' } },
  'word-check-ledger': { text: { en: 'ledger', zh: '台账' } },
  'word-check-source': { text: { en: 'source', zh: '源文件' } },
  'word-check-replay': { text: { en: 'replay', zh: '重放' } },
  'ledger-broken': {
    text: { en: 'The chain of the ledger is broken at line {line}', zh: '台账链在第 {line} 行断裂' },
    hint: {
      en: 'An entry was changed, removed or put in: compare with a copy.',
      zh: '有记录被改动、删除或插入：请与副本比对。',
    },
  },
  'ledger-order': {
    text: {
      en: 'Line {line}: {event} cannot follow {state}',
      zh: '第 {line} 行：{state} 之后不能是 {event}',
    },
  },
  'ledger-unreadable': {
    text: { en: 'The ledger cannot be read: {path} ({reason})', zh: '无法读取台账：{path}（{reason}）' },
  },
  'ledger-busy': {
    text: {
      en: 'Others have written to the ledger for a minute: {path}',
      zh: '台账持续被占用一分钟：{path}',
    },
  },
  'ledger-unknown': {
    text: {
      en: 'The ledger knows no single release of this name: {release}',
      zh: '台账中没有唯一对应的发布：{release}',
    },
    hint: {
      en: 'Give the folder of the release, or at least 8 digits of the SHA-256 of its manifest.',
      zh: '请给出发布文件夹，或清单 SHA-256 的前至少 8 位。',
    },
  },
  'ledger-head-gone': {
    text: {
      en: 'The entry that --head names is in the ledger no more',
      zh: '台账中已没有 --head 所指的记录',
    },
  },
  'help-ledger': {
    text: { en: 'What is out, whether the chain holds, what is due', zh: '已发布内容、链是否完整、到期事项' },
  },
  'help-withdraw': {
    text: {
      en: 'Record that a release is withdrawn, suspended, resumed or destroyed',
      zh: '登记撤回、暂停、恢复或销毁',
    },
  },
  'help-arg-ledger': { text: { en: 'list, verify or due', zh: 'list、verify 或 due' } },
  'help-opt-head': {
    text: {
      en: 'hash of an entry noted earlier: it must still be there',
      zh: '先前记下的记录哈希：必须仍在链中',
    },
  },
  'help-opt-reason': { text: { en: 'why', zh: '原因' } },
  'help-opt-by': { text: { en: 'office that decided', zh: '作出决定的单位' } },
  'help-opt-event': {
    text: {
      en: 'withdrawn, suspended, resumed or destroyed',
      zh: 'withdrawn、suspended、resumed 或 destroyed',
    },
  },
  'cli-ledger-sound': {
    text: {
      en: 'The chain holds: {entries} entries, head {head}',
      zh: '链完整：{entries} 条记录，链首 {head}',
    },
  },
  'cli-ledger-broken': {
    text: {
      en: 'The chain is broken: {entries} entries, head {head}',
      zh: '链已断裂：{entries} 条记录，链首 {head}',
    },
  },
  'cli-ledger-noted': {
    text: {
      en: '{release} {event}: entry {sequence} of the ledger',
      zh: '{release} {event}：台账第 {sequence} 条',
    },
  },
  'word-ledger-release': { text: { en: 'release', zh: '发布' } },
  'word-ledger-state': { text: { en: 'state', zh: '状态' } },
  'word-ledger-dataset': { text: { en: 'dataset', zh: '数据集' } },
  'word-ledger-recipient': { text: { en: 'recipient', zh: '接收方' } },
  'word-ledger-expiry': { text: { en: 'expiry', zh: '期限' } },
  'word-ledger-due': { text: { en: 'due', zh: '待办' } },
  'word-state-draft': { text: { en: 'draft', zh: '草稿' } },
  'word-state-published': { text: { en: 'published', zh: '已发布' } },
  'word-state-suspended': { text: { en: 'suspended', zh: '已暂停' } },
  'word-state-withdrawn': { text: { en: 'withdrawn', zh: '已撤回' } },
  'word-state-destroyed': { text: { en: 'destroyed', zh: '已销毁' } },
  'word-event-suspended': { text: { en: 'suspended', zh: '暂停' } },
  'word-event-resumed': { text: { en: 'resumed', zh: '恢复' } },
  'word-event-withdrawn': { text: { en: 'withdrawn', zh: '撤回' } },
  'word-event-destroyed': { text: { en: 'destroyed', zh: '销毁' } },
  'word-due-expired': { text: { en: 'term is over', zh: '已到期' } },
  'word-due-unfinished': { text: { en: 'was never published', zh: '未完成发布' } },
});
