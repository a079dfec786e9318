import type { FrontierPoint } from '../../core/frontier.js';
import { curve } from '../charts.js';
import { html, type Markup } from '../html.js';
import { cut, type DrawSection, type Page } from '../page.js';

/** What other settings would cost: the frontier of loss, and the price of each requirement and column. */
export const frontier: DrawSection = (page) => {
  const { data, say } = page;
  const { frontier: found } = data;
  if (!found) return null;
  const { requirement, suppression } = found;
  const all = [...suppression, ...(requirement?.points ?? [])];
  const top = Math.max(0, ...all.map(({ loss }) => loss ?? 0));
  const open = all.some(({ optimal, loss }) => !optimal && loss !== null);
  const draw = (points: readonly FrontierPoint[], title: string, label: (value: number) => string) =>
    html`<figure>${curve(
      points.map(({ value, loss, optimal, chosen }) => ({
        label: label(value),
        value: loss,
        text: loss === null ? say('frontierUnmet') : page.figures.decimal(loss),
        sure: optimal,
        chosen,
      })),
      top,
      title,
    )}</figure>`;
  const percent = (value: number) => `${Math.round(value * 1000) / 10}%`;
  return {
    title: say('frontierTitle'),
    body: html`<p class="lead">${say('frontierLead')}${open && html` ${say('frontierOpen')}`}</p><div class="pair">${draw(suppression, say('frontierSuppression'), percent)}${
      requirement &&
      draw(requirement.points, say('frontierRequirement', { param: requirement.param }), (value) =>
        String(value),
      )
    }</div>${prices(page)}${columns(page)}`,
  };
};

function prices({ data, say, figures }: Page): Markup | null {
  const { loss, models } = data.frontier!;
  const rows = models.flatMap(({ model, column, weaker, without }) => {
    const name = column === undefined ? model : `${model} (${column})`;
    return [
      ...(weaker && weaker.value > 1
        ? [{ name, change: `${weaker.param} = ${weaker.value}`, loss: weaker.loss }]
        : []),
      ...(without === null ? [] : [{ name, change: say('priceWithout'), loss: without }]),
    ];
  });
  if (rows.length === 0) return null;
  return html`<h3>${say('priceTitle')}</h3><div class="wide"><table><thead><tr><th>${say('priceWhat')}</th><th>${say('priceChange')}</th><th class="num">${say('priceLoss')}</th><th class="num">${say('priceSaved')}</th></tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><td class="name">${row.name}</td><td>${row.change}</td><td class="num">${figures.decimal(row.loss)}</td><td class="num">${figures.decimal(Math.max(0, loss - row.loss))}</td></tr>`,
  )}</tbody></table></div>`;
}

function columns({ data, say, figures }: Page): Markup | null {
  const rows = data.frontier!.columns.filter(({ without }) => without !== null);
  if (rows.length === 0) return null;
  return html`<h3>${say('columnTitle')}</h3><div class="wide"><table><thead><tr><th>${say('column')}</th><th class="num">${say('columnOthers')}</th><th class="num">${say('columnWithout')}</th></tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><td class="name">${cut(row.column, 24)}</td><td class="num">${figures.percent(row.others)}</td><td class="num">${figures.percent(row.without!)}</td></tr>`,
  )}</tbody></table></div>`;
}
