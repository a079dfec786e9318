import { findProfile } from '../profiles/index.js';
import { type Artefact, sayIn, stated } from './artefact.js';

/** The text with which a user cites the data. */
export const citation: Artefact = {
  name: 'citation.txt',
  title: { en: 'Citation', zh: '引用格式' },
  summary: { en: 'How to cite the data.', zh: '使用数据时如何注明来源。' },
  render(facts) {
    const say = sayIn(facts.language);
    const name = stated(facts, 'name') ?? facts.source.name;
    const profile = findProfile(facts.profile)?.title[facts.language] ?? facts.profile;
    const owner = stated(facts, 'owner');
    const [output] = facts.outputs;
    const parts = say(
      `${owner ? `${owner}. ` : ''}“${name}” (${profile}; ${facts.counts.out} records).`,
      `${owner ? `${owner}：` : ''}《${name}》（${profile}，${facts.counts.out} 条记录）。`,
    );
    const agreement = stated(facts, 'agreement');
    const lines = [
      parts,
      ...(agreement === null ? [] : [say(`Agreement ${agreement}.`, `协议：${agreement}。`)]),
      say(`Processed with Lethe ${facts.tool.version}.`, `经 Lethe ${facts.tool.version} 处理。`),
      ...(output ? [`${output.name} sha256:${output.sha256}`] : []),
    ];
    return `${lines.join('\n')}\n`;
  },
};
