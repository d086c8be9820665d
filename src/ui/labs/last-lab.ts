/** The lab that was last started or continued in this browser: Home offers to continue it. */
import { browserStorage } from '../page/browser-storage.ts';

const PLACE = 'strongroom.labs.last';

/** A lab by ID and title. */
export interface LastLab {
  readonly id: string;
  readonly title: string;
  /** Language of the title: BCP 47 tag. */
  readonly language: string;
}

/** The lab; undefined: none was started, or it is passed. */
export function lastLab(): LastLab | undefined {
  try {
    const { id, title, language } = Object(JSON.parse(browserStorage()?.getItem(PLACE) ?? 'null')) as Record<
      string,
      unknown
    >;
    if (typeof id !== 'string' || typeof title !== 'string') return undefined;
    return { id, title, language: typeof language === 'string' ? language : 'en' };
  } catch {
    return undefined;
  }
}

/** Records the lab. Undefined: none is to be continued. */
export function recordLastLab(lab: LastLab | undefined): void {
  try {
    if (lab) browserStorage()?.setItem(PLACE, JSON.stringify(lab));
    else browserStorage()?.removeItem(PLACE);
  } catch {
    // Storage is full: Home offers nothing.
  }
}
