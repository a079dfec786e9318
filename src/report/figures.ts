/** Numbers as the report writes them: thin groups of three, small counts hidden. */
export interface Figures {
  /** A count of records, cells or classes; 1 … below the limit becomes `<k`. */
  count(value: number): string;
  /** A number that hides nobody: class size, threshold, bytes. */
  number(value: number): string;
  /** A count that may be an estimate: in round figures beyond what is counted exactly. */
  about(value: number): string;
  percent(share: number): string;
  decimal(value: number): string;
  isHidden(value: number): boolean;
}

/** Distinct values that every survey counts exactly. */
const exactly = 1024;

/** A whole number in groups of three, as English and Chinese write it; `Intl` takes 20 ms to say the same for the first time. */
export function grouped(value: number): string {
  const size = Math.round(Math.abs(value));
  if (!(size < 1e21)) return new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + String(size).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Figures that hide counts from 1 to below `least`. */
export function figuresOf(least: number): Figures {
  const isHidden = (value: number) => value > 0 && value < least;
  const number = grouped;
  return {
    isHidden,
    number,
    count: (value) => (isHidden(value) ? `<${least}` : number(value)),
    about: (value) => {
      if (value <= exactly) return isHidden(value) ? `<${least}` : number(value);
      return `≈ ${number(Number(value.toPrecision(2)))}`;
    },
    percent: (share) => {
      const percent = share * 100;
      if (percent > 0 && percent < 0.1) return '<0.1 %';
      if (percent < 100 && percent > 99.9) return '>99.9 %';
      return `${percent.toFixed(percent === 0 || percent === 100 || percent >= 10 ? 0 : 1)} %`;
    },
    decimal: (value) => String(Number(value.toPrecision(3))),
  };
}
