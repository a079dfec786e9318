import type { KeyNote } from '../../release/index.js';
import { html, type Markup } from '../html.js';
import { type DrawSection, facts, type Page } from '../page.js';

/** How somebody else gets the same result and checks it. */
export const again: DrawSection = (page) => {
  const { data, say, figures } = page;
  const file = (name: string, bytes: number, sha256: string): Markup =>
    html`${name} · ${say('bytes', { value: figures.number(bytes) })}<br><span class="hash">sha256 ${sha256}</span>`;
  const { source } = data;
  return {
    title: say('againTitle'),
    body: html`<p class="lead">${say('againLead')}</p><pre>${data.command}</pre>${facts([
      [say('toolVersion'), `Lethe ${data.version}`],
      [say('sourceFile'), file(`${source.name} · ${source.encoding}`, source.bytes, source.sha256)],
      [say('policyFile'), data.policySha256 && html`<span class="hash">sha256 ${data.policySha256}</span>`],
      [say('planHash'), html`<span class="hash">sha256 ${data.planSha256}</span>`],
      ...data.outputs.map(({ name, bytes, sha256 }) => [say('output'), file(name, bytes, sha256)] as const),
      [say('keyNote'), keyText(data.key, say)],
    ])}`,
  };
};

function keyText(key: KeyNote, say: Page['say']): string {
  switch (key.kind) {
    case 'none':
      return say('keyNone');
    case 'ephemeral':
      return say(key.destroyed ? 'keyDestroyed' : 'keyKept');
    case 'file':
      return say('keyFile');
    case 'seed':
      return say('keySeed');
  }
}
