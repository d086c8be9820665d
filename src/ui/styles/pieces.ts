/**
 * Styles of single pieces that several pages have and the first page has not: they come with the pages that adopt them.
 */
import { css } from 'lit';

/** A bar of links, of which one is where the visitor is. */
export const tabBar = css`
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0 clamp(0.85rem, 2vw, 1.5rem);
    margin-block: 1.25rem 1.5rem;
    min-height: calc(var(--target) + 1px);
    border-bottom: 1px solid var(--line);
  }
  nav a {
    padding: 0.6rem 0;
    min-height: var(--target);
    color: var(--text);
    text-decoration: none;
    border-bottom: 3px solid transparent;
  }
  nav a[aria-current] {
    border-color: var(--brass);
    font-weight: 650;
  }
  /* A transparent border is drawn in these modes: only the current page has one. */
  @media (forced-colors: active) {
    nav a:not([aria-current]) {
      border-color: Canvas;
    }
  }
`;

/** Small buttons side by side, of which one is pressed: the ways to write the same bytes down. */
export const forms = css`
  .forms {
    display: inline-flex;
  }
  .forms button {
    min-height: 1.75rem;
    padding: 0 0.5rem;
    border: 0;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    background: none;
    font-size: var(--t1);
    color: var(--soft);
  }
  .forms button[aria-pressed='true'] {
    border-color: var(--brass);
    color: var(--text);
  }
  @media (pointer: coarse) {
    .forms button {
      min-height: var(--target);
    }
  }
`;

/**
 * What wants to be seen before the rest: a change to apply, an answer that is shown once. A long text in it scrolls.
 */
export const callout = css`
  .callout {
    display: grid;
    gap: 0.6rem;
    padding: 0.9rem 1.1rem 1rem;
    border: 1px solid var(--brass);
    border-left-width: 4px;
    background: var(--raised);
  }
  pre {
    padding: 0.75rem;
    background: var(--sunken);
    max-height: 20rem;
    overflow: auto;
  }
`;

/** A part of a page that is folded up, with a summary like a heading. */
export const foldable = css`
  summary {
    cursor: pointer;
    min-height: var(--target);
    align-content: center;
    font-size: var(--t3);
    font-weight: 650;
  }
  details > :not(summary) {
    margin-top: 0.5rem;
  }
`;

/** The rows of a virtualized table, with its header in `.head`. Each table has columns of its own. */
export const virtualRows = css`
  [role='row'] {
    display: grid;
    gap: 0.15rem 0.75rem;
    width: 100%;
    border-bottom: 1px solid var(--line);
  }
  .head {
    border-bottom-color: var(--edge);
    font-size: var(--t1);
    font-weight: 600;
    color: var(--soft);
  }
  .head button {
    padding: 0;
    color: inherit;
    font: inherit;
    text-align: left;
  }
  .head .ascending {
    transform: rotate(180deg);
  }
  lit-virtualizer {
    min-height: 4rem;
  }
  [role='cell'] {
    min-width: 0;
    overflow-wrap: anywhere;
  }
`;
