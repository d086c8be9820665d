import { html } from 'lit';

/** Every text of the glossary page, without the terms. */
export const TEXTS = {
  title: 'Glossary',
  lead: 'Terms of AWS KMS and of Strongroom, in one or two sentences each.',
  search: 'Search terms',
  found: (count: number, of: number) => (count === of ? `${of} terms` : `${count} of ${of} terms`),
  none: 'No term contains this text. Try another word.',
  unknown: (id: string) => `The glossary has no term “${id}”.`,
  onPage: 'Terms on this page',
  misunderstood: 'Often misunderstood',
  wrong: 'Often said, but wrong:',
  right: 'Right:',
  source: 'Source',
  sourceOf: (term: string) => `Source of ${term}, at docs.aws.amazon.com`,
  see: (links: unknown) => html`See also ${links}`,
};
