import { createRequire } from 'node:module';
import type { Faker } from '@faker-js/faker';
import { dateOfDay, dayNumber, readDate, writeDate } from '../../core/dates.js';
import { regionPath } from '../../core/lists/regions.js';
import { singleSurnames } from '../../core/lists/surnames.js';
import type { KeyedRandom } from '../../core/random.js';
import { countyCode, type Maker } from './identifiers.js';
import { draw, pick, sameShape } from './shape.js';

type Locale = 'zh_CN' | 'en';

/** One instance per locale, its numbers drawn from whichever keyed stream is set: never from faker's own seed. */
const instances = new Map<Locale, { faker: Faker; use(random: KeyedRandom): void }>();

/** Loads faker when a value first needs it: a locale costs 20 ms, and most runs never use one. */
function words(locale: Locale, random: KeyedRandom): Faker {
  let instance = instances.get(locale);
  if (!instance) {
    const module = createRequire(import.meta.url)(`@faker-js/faker/locale/${locale}`) as { faker: Faker };
    const Instance = module.faker.constructor as typeof Faker;
    let stream: KeyedRandom | undefined;
    const faker = new Instance({
      locale: module.faker.rawDefinitions,
      randomizer: {
        next(): number {
          if (!stream) throw new Error('no keyed numbers set');
          return stream.fraction();
        },
        seed(): void {},
      },
    });
    instance = {
      faker,
      use(next): void {
        stream = next;
      },
    };
    instances.set(locale, instance);
  }
  instance.use(random);
  return instance.faker;
}

/** A name in the script of the original; Chinese ones with a common surname and as many characters where possible. */
export const personName: Maker = (random, text) => {
  if (!/\p{Script=Han}/u.test(text)) {
    const faker = words('en', random);
    return `${faker.person.firstName()} ${faker.person.lastName()}`;
  }
  const given = Math.min(2, Math.max(1, [...text].length - 1));
  const faker = words('zh_CN', random);
  const surname = pick(singleSurnames.slice(0, 200), random);
  for (let attempt = 0; attempt < 16; attempt++) {
    const name = faker.person.firstName();
    if ([...name].length === given) return surname + name;
  }
  return surname + sameShape(random, '安'.repeat(given));
};

const streets = '人民 解放 建设 中山 和平 文化 新华 胜利 长江 黄河 光明 育才 迎宾 滨河 学府 青年'.split(' ');

/** An address with a region that exists, a common street name and a number. */
export const address: Maker = (random) => {
  const street =
    pick(streets, random) + pick(['', '东', '西', '南', '北', '中'], random) + pick(['路', '街'], random);
  return `${regionPath(countyCode(random)).join('')}${street}${1 + random.below(999)}号`;
};

/** The name of a company that is made up, in a place that exists. */
export const organisationName: Maker = (random) => {
  const place = regionPath(countyCode(random)).at(-1) ?? '';
  const trade = pick(['商贸', '科技', '建材', '食品', '物流', '机械', '服饰', '文化传播'], random);
  return `${place}${sameShape(random, '安安')}${trade}有限公司`;
};

/** A date between two days, in the written form of the original; its time of day is drawn anew. */
export function dateBetween(from: string, to: string): Maker {
  const first = readDate(from);
  const last = readDate(to);
  if (!first || !last) throw new Error('bounds are dates');
  const low = dayNumber(first.date);
  const days = dayNumber(last.date) - low + 1;
  return (random, text) => {
    const form = readDate(text)?.form ?? first.form;
    const rest = form.rest.replace(/\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?/, (clock) => clockLike(clock, random));
    return writeDate(dateOfDay(low + random.below(days)), { ...form, rest });
  };
}

function clockLike(clock: string, random: KeyedRandom): string {
  const two = (bound: number): string => String(random.below(bound)).padStart(2, '0');
  const [, , second, fraction] = /^(\d+:\d+)(:\d+)?(\.\d+)?$/.exec(clock) ?? [];
  const tail = fraction ? `.${draw('0123456789', fraction.length - 1, random)}` : '';
  return `${two(24)}:${two(60)}${second ? `:${two(60)}` : ''}${tail}`;
}
