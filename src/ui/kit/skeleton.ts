/** Placeholders of the shape that a page has once it is loaded. */
import { css, html } from 'lit';
import { WORDS } from './kit-texts.ts';

/** `table`: rows of columns. `facts`: names and values. `form`: labels and fields. `events`: one line each. */
export type SkeletonShape = 'table' | 'facts' | 'form' | 'events';

/** The styles of `skeleton`. */
export const skeletonStyles = css`
  .skeleton {
    display: grid;
    width: 100%;
  }
  .skeleton > .line {
    display: grid;
    align-items: center;
    gap: 1rem;
    min-height: 2.75rem;
    border-bottom: 1px solid var(--line);
  }
  .skeleton i {
    height: 0.75rem;
    border-radius: var(--radius);
    background: var(--sunken);
  }
  .skeleton.table > .line {
    grid-template-columns: 3fr 2fr 1fr 2fr 1fr;
  }
  .skeleton.facts > .line {
    grid-template-columns: 8rem minmax(0, 24rem);
  }
  .skeleton.events > .line {
    grid-template-columns: 6rem minmax(0, 1fr) 8rem;
  }
  .skeleton.form > .line {
    grid-template-columns: minmax(0, 34rem);
    gap: 0.4rem;
    margin-bottom: 1.25rem;
    border: 0;
  }
  .skeleton.form i:first-child {
    width: 10rem;
  }
  .skeleton.form i:nth-child(2) {
    height: var(--target);
  }
  .skeleton:is(.facts, .form) i:nth-child(n + 3),
  .skeleton.events i:nth-child(n + 4) {
    display: none;
  }
  /* Most pages are there at once: what would only flash is not shown. */
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .skeleton {
    animation: appear 1ms 120ms both;
  }
  @media (max-width: 44rem) {
    .skeleton.table > .line {
      grid-template-columns: minmax(0, 1fr);
      padding-block: 0.75rem;
    }
  }
  @media (forced-colors: active) {
    .skeleton i {
      border: 1px solid GrayText;
    }
  }
`;

/** A placeholder of `rows` rows. Screen readers get the word instead. */
export function skeleton(shape: SkeletonShape, rows: number) {
  return html`<div class="skeleton ${shape}">
    <span class="unseen">${WORDS.loading}</span>
    ${Array.from(
      { length: rows },
      () => html`<span class="line" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></span>`,
    )}
  </div>`;
}
