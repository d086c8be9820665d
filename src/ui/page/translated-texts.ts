/** Texts of the app in the language of labs. English is there at once; other languages are loaded when needed. */
import type { LabLanguage } from '../../labs/lab-languages.ts';
import { shownLabLanguage } from './lab-language.ts';

/** Loads the module of the texts in another language. */
type Loaders<T> = Readonly<Record<Exclude<LabLanguage, 'en'>, () => Promise<{ readonly TEXTS: T }>>>;

/** One catalogue of texts in the languages of labs. A call returns the texts in the language that is shown. */
export interface TranslatedTexts<T> {
  (): T;
  /** The language of what a call returns: that of labs, or English until its texts are loaded. */
  language(): LabLanguage;
  /** Loads the texts in the language of labs. Where that fails they stay English. */
  load(): Promise<void>;
}

/**
 * Creates a catalogue.
 * @param english its texts in English, whose type the others have: a missing text does not compile
 */
export function translatedTexts<T>(english: T, loaders: Loaders<T>): TranslatedTexts<T> {
  const loaded = new Map<LabLanguage, T>([['en', english]]);
  const language = (): LabLanguage => (loaded.has(shownLabLanguage()) ? shownLabLanguage() : 'en');
  const load = async (): Promise<void> => {
    const wanted = shownLabLanguage();
    if (wanted === 'en' || loaded.has(wanted)) return;
    try {
      loaded.set(wanted, (await loaders[wanted]()).TEXTS);
    } catch {
      // Offline before the texts were cached: a later call tries again.
    }
  };
  return Object.assign(() => loaded.get(shownLabLanguage()) ?? english, { language, load });
}
