import { html } from 'lit';

/** Every text of the labs on Home, which is in English. */
export const TEXTS = {
  heading: 'Learn in labs',
  started: (address: string, title: string, language: string) =>
    html`Continue: <a href=${address} dir="auto" lang=${language}>${title}</a>`,
  none: (address: string) =>
    html`<a href=${address}>Labs</a> teach KMS by tasks that check themselves, each in a sandbox of its own.`,
};
