import { table } from './table.js';

/** What happens to a release after it is out: ledger, requests, keys, copies, re-assessment. */
export const lifeMessages = table({
  'ledger-claim': {
    text: {
      en: 'What was claimed for entry {sequence} of the ledger does not follow its end: {path}',
      zh: '台账第 {sequence} 条的待写内容与链尾不符：{path}',
    },
    hint: {
      en: 'Look at the hidden file `.….claim-{sequence}` beside the ledger; take it away if nobody writes.',
      zh: '请检查台账旁的隐藏文件 `.….claim-{sequence}`；确认无人写入后可将其删除。',
    },
  },
  'ledger-volume': {
    text: {
      en: 'The volume of the ledger cannot tell writers apart: {path} ({reason})',
      zh: '台账所在卷无法区分并发写入者：{path}（{reason}）',
    },
    hint: {
      en: 'Keep the ledger on a file system with hard links (ext4, xfs, NFS …).',
      zh: '请把台账放在支持硬链接的文件系统上（ext4、xfs、NFS 等）。',
    },
  },
  'calendar-line': {
    text: {
      en: 'Line {line} of the calendar is no working day or day off',
      zh: '日历第 {line} 行不是有效的休息日或工作日',
    },
    hint: {
      en: 'Write `2026-10-01 off` or `2026-10-10 work` (also 休, 班), one day a line.',
      zh: '每行一天，写作 `2026-10-01 休` 或 `2026-10-10 班`（也可用 off、work）。',
    },
  },
  'calendar-year': {
    text: {
      en: 'The calendar names no days off for {year}: only weekends were counted',
      zh: '日历未包含 {year} 年的节假日：仅按周末计算',
    },
  },
  'request-unknown': {
    text: { en: 'The ledger knows no single request {request}', zh: '台账中没有唯一对应的申请：{request}' },
  },
  'request-no-extension': {
    text: {
      en: 'The term of request {request} ({clock}) cannot be put off',
      zh: '申请 {request} 的期限（{clock}）不可延长',
    },
  },
  'help-request': {
    text: {
      en: 'Enter a request (deletion, access, opening …) with its clock; put it off; answer it',
      zh: '登记申请（删除、查询、开放等）并计时；延期；答复',
    },
  },
  'help-arg-request': { text: { en: 'add, extend or answer', zh: 'add、extend 或 answer' } },
  'help-arg-request-id': { text: { en: 'number of the request', zh: '申请编号' } },
  'help-opt-kind': {
    text: {
      en: 'access, correction, deletion, sharing or opening',
      zh: 'access（查询）、correction（更正）、deletion（删除）、sharing（共享）或 opening（开放）',
    },
  },
  'help-opt-clock': {
    text: {
      en: 'term in working days: 5, or 10+10 (10, and 10 more once)',
      zh: '以工作日计的期限：5，或 10+10（10 日，可延长一次 10 日）',
    },
  },
  'help-opt-received': {
    text: { en: 'day of receipt, YYYY-MM-DD; today where absent', zh: '收到日期 YYYY-MM-DD；默认当天' },
  },
  'help-opt-holidays': {
    text: {
      en: 'calendar of days off and worked, one a line (2026-10-01 off); else weekends',
      zh: '休息日与调休上班日，每行一天（2026-10-01 休）；默认仅周末休息',
    },
  },
  'help-opt-within': {
    text: { en: 'what is due within so many working days counts as due', zh: '若干工作日内到期的也视为待办' },
  },
  'help-opt-outcome': { text: { en: 'done or refused', zh: 'done（已办）或 refused（不予办理）' } },
  'cli-request-entered': {
    text: {
      en: 'Request {request} ({kind}), received {received}: answer by {due}',
      zh: '申请 {request}（{kind}），{received} 收到：请于 {due} 前答复',
    },
  },
  'cli-request-extended': {
    text: { en: 'Request {request}: answer by {due} now', zh: '申请 {request}：答复期限延至 {due}' },
  },
  'cli-request-answered': {
    text: {
      en: 'Request {request}: {outcome}, in time (by {due})',
      zh: '申请 {request}：{outcome}，在期限 {due} 内',
    },
  },
  'cli-request-late': {
    text: {
      en: 'Request {request}: {outcome}, after its term ({due})',
      zh: '申请 {request}：{outcome}，已超过期限（{due}）',
    },
  },
  'word-temporary': { text: { en: 'temporary files', zh: '临时文件' } },
  'cli-temporary-removed': { text: { en: 'removed', zh: '已清除' } },
  'word-due-expires': { text: { en: 'term ends', zh: '即将到期' } },
  'cli-nothing-due': { text: { en: 'Nothing is due', zh: '没有待办事项' } },
  'word-request': { text: { en: 'request', zh: '申请' } },
  'word-request-kind': { text: { en: 'kind', zh: '类别' } },
  'word-request-access': { text: { en: 'access', zh: '查询' } },
  'word-request-correction': { text: { en: 'correction', zh: '更正' } },
  'word-request-deletion': { text: { en: 'deletion', zh: '删除' } },
  'word-request-sharing': { text: { en: 'sharing', zh: '共享' } },
  'word-request-opening': { text: { en: 'opening', zh: '开放' } },
  'word-outcome-done': { text: { en: 'done', zh: '已办' } },
  'word-outcome-refused': { text: { en: 'refused', zh: '不予办理' } },
  'word-key': { text: { en: 'key', zh: '密钥' } },
  'word-about': { text: { en: 'of', zh: '对象' } },
  'word-due-date': { text: { en: 'by', zh: '期限' } },
  'word-due-left': { text: { en: 'working days left', zh: '剩余工作日' } },
  'word-due-state': { text: { en: 'urgency', zh: '紧急程度' } },
  'word-due-state-overdue': { text: { en: 'overdue', zh: '已逾期' } },
  'word-due-state-due': { text: { en: 'due', zh: '应办' } },
  'word-due-state-open': { text: { en: 'open', zh: '未到期' } },
  'word-due-request': { text: { en: 'answer the request', zh: '答复申请' } },
  'word-due-at-risk': { text: { en: 'found at risk: suspend or withdraw', zh: '再评估有风险：暂停或撤回' } },
  'word-due-key-unfinished': { text: { en: 'destruction was begun only', zh: '销毁尚未完成' } },
  'word-state-open': { text: { en: 'open', zh: '待答复' } },
  'word-state-extended': { text: { en: 'put off', zh: '已延期' } },
  'word-state-answered': { text: { en: 'answered', zh: '已答复' } },
  'word-state-living': { text: { en: 'living', zh: '在用' } },
  'word-state-retired': { text: { en: 'retired', zh: '已停用' } },
  'word-state-shredding': { text: { en: 'being destroyed', zh: '销毁中' } },
  'word-state-shredded': { text: { en: 'destroyed', zh: '已销毁' } },
});
