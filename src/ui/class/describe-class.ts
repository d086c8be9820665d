/** Says in plain words what a class contains, and what joining it creates. */
import { classWorld, type ClassFile } from '../../class/class-file.ts';
import { LABS, titleOfLab } from '../../labs/labs.ts';
import { languageOf } from '../labs/lab-course.ts';
import { labLanguage } from '../page/lab-language.ts';
import { SEED_LISTS } from '../../model/seed-document.ts';
import { plainText } from '../page/lab-markup.ts';
import { TEXTS } from './class-texts.ts';

const WORDS = TEXTS.plan;

/** What this browser has of the class. */
export interface ClassHere {
  /** Undefined: the class was not joined. */
  readonly joined: 'same' | 'other' | undefined;
  /** IDs of loaded labs that joining replaces by others. */
  readonly replaced: readonly string[];
}

/** A lab of a class. */
export interface ContainedLab {
  readonly text: string;
  /** Language of the title in it: BCP 47 tag. */
  readonly language: string;
}

/** A class in plain words, one sentence each. */
export interface ClassWords {
  readonly contains: readonly ContainedLab[];
  readonly creates: readonly string[];
}

function settingsWords({ settings = {}, clock }: NonNullable<ClassFile['sandbox']>): readonly string[] {
  const { requestQuotas, propagationDelaySeconds, custody } = settings;
  const quotas =
    typeof requestQuotas === 'object'
      ? WORDS.quotas.divided(requestQuotas.divideBy)
      : WORDS.quotas[requestQuotas ?? 'off'];
  return [
    ...(requestQuotas === undefined ? [] : [quotas]),
    ...(propagationDelaySeconds === undefined ? [] : [WORDS.delay(propagationDelaySeconds)]),
    ...(custody === undefined ? [] : [WORDS.custody(custody)]),
    ...(clock?.now === undefined ? [] : [WORDS.clock(clock.now)]),
  ];
}

function sandboxWords({ sandbox }: ClassFile): readonly string[] {
  const counts = SEED_LISTS.flatMap((list) => {
    const { length } = sandbox?.[list] ?? [];
    return length === 0 ? [] : [WORDS.counts[list](length)];
  });
  return [
    counts.length === 0 ? WORDS.noContents : WORDS.contents(counts.join(', ')),
    ...((sandbox?.keys?.length ?? 0) > 0 ? [WORDS.newMaterial] : []),
    ...(sandbox ? settingsWords(sandbox) : []),
  ];
}

/** Describes a class that has no problems. */
export function describeClass(file: ClassFile, { joined, replaced }: ClassHere): ClassWords {
  const { id, labs, ownLabs = [], language, projector } = file;
  const shown = language ?? labLanguage();
  const contains = labs.flatMap((lab): readonly ContainedLab[] => {
    const own = ownLabs.find((one) => one.id === lab);
    const ofCourse = LABS.find((one) => one.id === lab);
    if (own) {
      const { title } = own.texts[languageOf(own, shown)] ?? own.texts.en;
      return [{ text: WORDS.ownLab(plainText(title), own.minutes), language: languageOf(own, shown) }];
    }
    if (!ofCourse) return [];
    const { title, language: ofTitle } = titleOfLab(ofCourse, shown);
    return [{ text: WORDS.lab(title, ofCourse.minutes), language: ofTitle }];
  });
  const others = [
    WORDS.labsOwn,
    ...(language === undefined ? [] : [WORDS.language(language)]),
    ...(projector === true ? [WORDS.projector] : []),
    ...replaced.map((lab) => WORDS.replaced(plainText(lab))),
    WORDS.unchanged,
  ];
  if (joined === 'same') return { contains, creates: [WORDS.sameJoined, WORDS.unchanged] };
  const first = joined === 'other' ? [WORDS.otherJoined] : [];
  return { contains, creates: [...first, WORDS.sandbox(classWorld(id)), ...sandboxWords(file), ...others] };
}
