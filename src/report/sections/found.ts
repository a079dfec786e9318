import type { Grade } from '../../core/entities.js';
import { html, type Markup } from '../html.js';
import type { DrawSection } from '../page.js';

/** What every column was found to be. */
export const found: DrawSection = ({ data, say, nameOf, figures }) => {
  const also = data.columns.some(({ rare }) => rare.length > 0);
  const head = [say('column'), say('kind'), say('role'), say('grade')];
  return {
    title: say('foundTitle'),
    body: html`<p class="lead">${say('foundLead')}</p><div class="wide"><table><thead><tr>${head.map((name) => html`<th>${name}</th>`)}<th class="num">${say('share')}</th><th class="num">${say('distinct')}</th>${also && html`<th>${say('also')}</th>`}</tr></thead><tbody>${data.columns.map(
      (column) =>
        html`<tr><td class="name">${column.name}</td><td>${column.entity ? nameOf('entity', column.entity) : html`<span class="off">${say('plainKind')}</span>`}</td><td><span class="tag ${column.role}">${nameOf('role', column.role)}</span></td><td>${gradeMark(column.grade)}${column.financialGrade && html` <span class="soft">${column.financialGrade}</span>`}</td><td class="num">${column.share === null ? '' : figures.percent(column.share)}</td><td class="num">${column.distinct === null ? '' : figures.about(column.distinct)}</td>${
          also &&
          html`<td class="soft">${column.rare.map(({ entity, count }, i) => html`${i > 0 && html`<br>`}${nameOf('entity', entity)} ${figures.count(count)}`)}</td>`
        }</tr>`,
    )}</tbody></table></div>`,
  };
};

/** A grade as four small blocks and its number. */
export function gradeMark(grade: Grade): Markup {
  return html`<span class="grade g${grade}">${[1, 2, 3, 4].map((step) => html`<i class="${step <= grade ? 'on' : ''}"></i>`)} ${grade}</span>`;
}
