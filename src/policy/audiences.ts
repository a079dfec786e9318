import { fieldsOf } from './resolve.js';
import type { Path, Source } from './source.js';

/** Parts of a policy that an audience states for itself, beside those of the policy. */
export const audienceParts = [
  'dataset',
  'output',
  'columns',
  'privacy',
  'search',
  'attacks',
  'accept',
] as const;

/** Names of the audiences of a document; none where it has no `audiences`. */
export function audienceNames(source: Source): string[] {
  return Object.keys(fieldsOf(fieldsOf(source.data).audiences));
}

/**
 * The policy of one audience as a document of its own: what it states takes the place of what the policy says for all, setting
 * by setting, columns one by one (an operator's parameters belong together), further acceptances added. Records are published in
 * the order of their content, because a common order would join the outputs. Places point at where a thing is written.
 */
export function audienceSource(source: Source, name: string): Source {
  const top = fieldsOf(source.data);
  const own = fieldsOf(fieldsOf(top.audiences)[name]);
  const { audiences: _, ...data } = top;
  for (const part of audienceParts) {
    const stated = own[part];
    if (stated === undefined) continue;
    if (part === 'accept')
      data.accept = [...(Array.isArray(top.accept) ? top.accept : []), ...[stated].flat()];
    else data[part] = { ...fieldsOf(top[part]), ...fieldsOf(stated) };
  }
  data.output = { order: 'content', ...fieldsOf(data.output) };
  const base = ['audiences', name];
  const accepted = Array.isArray(top.accept) ? top.accept.length : 0;
  return {
    data,
    place: (path, part) => source.place(writtenAt(path, own, base, accepted), part),
  };
}

/** Where a part of an audience's document is written: in the audience where it states it, else at the top. */
function writtenAt(path: Path, own: Record<string, unknown>, base: Path, accepted: number): Path {
  const [part, key] = path;
  if (part === 'accept' && typeof key === 'number' && key >= accepted) {
    return [...base, 'accept', key - accepted, ...path.slice(2)];
  }
  if (part === undefined || part === 'accept') return path;
  const stated = fieldsOf(own[part]);
  return (key === undefined ? part in own : key in stated) ? [...base, ...path] : path;
}
