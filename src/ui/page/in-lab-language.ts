import type { LitElement, ReactiveController } from 'lit';
import { LAB_LANGUAGE_CHANGED } from './lab-language.ts';
import type { TranslatedTexts } from './translated-texts.ts';

/** Shows an element in the language of labs: loads its texts, marks it with their language, and follows the choice. */
export class InLabLanguage implements ReactiveController {
  readonly #host: LitElement;
  readonly #texts: readonly [TranslatedTexts<unknown>, ...TranslatedTexts<unknown>[]];
  /** Resolves when the texts are loaded. An element that waits for it does not show English first. */
  ready: Promise<unknown>;

  constructor(host: LitElement, ...texts: readonly [TranslatedTexts<unknown>, ...TranslatedTexts<unknown>[]]) {
    this.#host = host;
    this.#texts = texts;
    this.ready = this.#load();
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener(LAB_LANGUAGE_CHANGED.name, this.#onChange);
    this.#onChange();
  }

  hostDisconnected(): void {
    removeEventListener(LAB_LANGUAGE_CHANGED.name, this.#onChange);
  }

  hostUpdate(): void {
    this.#host.lang = this.#texts[0].language();
  }

  #load(): Promise<unknown> {
    return Promise.all(this.#texts.map((texts) => texts.load()));
  }

  readonly #onChange = (): void => {
    this.ready = this.#load();
    void this.ready.then(() => this.#host.requestUpdate());
  };
}
