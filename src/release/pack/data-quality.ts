import { html, type Markup } from '../../report/html.js';
import type { QualityShare, QualitySide } from '../quality.js';
import { type Artefact, noted } from './artefact.js';
import { hiddenBelow, type Paper, page, paperOf, table } from './frame.js';

/** Quality of the data before and after: completeness, validity, distinct values, uniqueness, loss, timeliness. */
export const dataQuality: Artefact = {
  name: 'data-quality.html',
  title: { en: 'Data quality', zh: '数据质量报告' },
  summary: {
    en: 'Quality of every column before and after processing.',
    zh: '各列处理前后的质量。',
  },
  render(facts) {
    const paper = paperOf(facts);
    const { say, figures } = paper;
    const { counts } = facts;
    const losses = new Map(facts.columns.map((column) => [column.name, column]));
    const hidden = figures.isHidden(counts.suppressed) || figures.isHidden(counts.quarantined);
    const rows = facts.quality.map(({ column, before, after }) => {
      const loss = losses.get(column);
      return html`<tr><td class="name">${column}</td>${pair(paper, before, after, 'completeness')}${pair(
        paper,
        before,
        after,
        'validity',
      )}${numbers(paper, before, after)}${pair(paper, before, after, 'uniqueness')}<td class="num">${
        !loss?.published ? '—' : loss.loss === null ? '' : figures.percent(loss.loss)
      }</td></tr>`;
    });
    return page(paper, this.title[facts.language], [
      {
        title: say('The table', '整表'),
        body: table(paper, [
          [say('Records read', '读入记录'), hidden ? say('hidden', '已隐藏') : figures.number(counts.in)],
          [say('Records published', '发布记录'), figures.number(counts.out)],
          [say('Records suppressed', '抑制记录'), figures.count(counts.suppressed)],
          [say('Records set aside as faulty', '因格式问题隔离'), figures.count(counts.quarantined)],
          [say('Timeliness', '时效'), noted(facts, 'updated') ?? noted(facts, 'period')],
        ]),
      },
      {
        title: say('The columns, before → after', '各列（处理前 → 处理后）'),
        lead: say(
          'Completeness: non-empty cells. Validity: cells that are what the column is, known for recognised kinds only; a generalised cell is no longer one. Uniqueness: distinct values per cell, estimated above 1 024. Loss: share of the column’s information that generalisation took.',
          '完整性：非空单元格占比。有效性：符合该列类型的占比，仅对已识别类型可知，泛化后不再适用。唯一性：不同取值与单元格之比，超过 1 024 时为估计。损失：泛化损失的信息占比。',
        ),
        body: html`<div class="wide"><table><thead><tr><th>${say('Column', '列')}</th><th class="num">${say('Completeness', '完整性')}</th><th class="num">${say('Validity', '有效性')}</th><th class="num">${say('Distinct', '不同取值')}</th><th class="num">${say('Uniqueness', '唯一性')}</th><th class="num">${say('Loss', '损失')}</th></tr></thead><tbody>${rows}</tbody></table></div><p class="lead">${say(
          `Shares that would tell of fewer than ${hiddenBelow(facts)} cells are hidden (·). — means: not published.`,
          `会透露少于 ${hiddenBelow(facts)} 个单元格的占比不予显示（·）。“—”表示未发布。`,
        )}</p>`,
      },
    ]);
  },
};

type ShareName = 'completeness' | 'validity' | 'uniqueness';

function pair(paper: Paper, before: QualitySide | null, after: QualitySide | null, name: ShareName): Markup {
  return html`<td class="num">${share(paper, before?.[name] ?? null)} → ${after ? share(paper, after[name]) : '—'}</td>`;
}

function numbers(paper: Paper, before: QualitySide | null, after: QualitySide | null): Markup {
  const shown = (side: QualitySide | null) =>
    side?.distinct === null || side === null ? '' : paper.figures.about(side.distinct);
  return html`<td class="num">${shown(before)} → ${after ? shown(after) : '—'}</td>`;
}

function share(paper: Paper, value: QualityShare): string {
  return value === null ? '' : value === 'hidden' ? '·' : paper.figures.percent(value);
}
