import { html } from 'lit';

/** Every text of the page of unknown addresses. */
export const TEXTS = {
  title: (path: string) => `Page not found: ${path}`,
  home: (home: string) => html`Go to <a href=${home}>Home</a>.`,
  suggestion: (address: string, title: string, home: string) =>
    html`Did you mean <a href=${address}>${title}</a>? You can also go to <a href=${home}>Home</a>.`,
};
