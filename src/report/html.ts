import type { Language } from '../core/text.js';

/** HTML that is already safe to write out. Only `html` and `raw` make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** Builds markup from a template: every hole is escaped unless it is markup itself; lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  let text = strings[0] as string;
  parts.forEach((part, i) => {
    text += write(part) + (strings[i + 1] as string);
  });
  return new Markup(text);
}

/** A whole page that stands alone: no script, nothing from outside, not for search engines. `style` is a style sheet. */
export function document(language: Language, title: string, style: string, body: Markup): string {
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`.text;
}

/** Text that is known to be safe, such as the style sheet. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(write).join('');
  return escaped(String(part));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
