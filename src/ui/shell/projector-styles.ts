/** Styles of projector mode: those of the document, and those of the shell. */
import { css } from 'lit';

/**
 * Type of 150 %, and the ring and the masks. On a phone the type is smaller, so that a line is as wide as in a window
 * of 320 px, which every page fits. Where colours are forced, the ring has a system colour. A highlight then has the
 * colours of a selection, also if it asks for transparent text, so a line in the colour of the text covers the text.
 */
export const documentStyles = css`
  :root {
    font-size: clamp(100%, 5vw, 150%);
    scroll-padding-block: var(--header-height, 0px) 4rem;
  }
  .pointer-ring {
    position: fixed;
    inset: 0 auto auto 0;
    box-sizing: border-box;
    width: 3.5rem;
    height: 3.5rem;
    margin: -1.75rem 0 0 -1.75rem;
    padding: 0;
    border: 4px solid var(--brass);
    border-radius: 50%;
    background: none;
    pointer-events: none;
  }
  ::highlight(strong-identifier) {
    color: transparent;
    background-color: var(--edge);
    text-shadow: none;
  }
  @media (forced-colors: active) {
    .pointer-ring {
      border-color: Highlight;
      forced-color-adjust: none;
    }
    ::highlight(strong-identifier) {
      text-decoration: line-through solid 0.9em;
    }
  }
  @media print {
    .pointer-ring {
      display: none;
    }
  }
`;

/**
 * The shell without the column of the navigation and what only one person needs. The header stays, so that caller,
 * account and Region are seen, if the window has room for it. It is compact then: the sandbox is next to the caller, in
 * type of 125 %.
 */
export const shellStyles = css`
  @media (min-width: 64rem) and (min-height: 40rem) {
    header {
      position: sticky;
      top: 0;
      z-index: 2;
      background: var(--surface);
    }
    .top {
      gap: 0.25rem 1.5rem;
      padding-block: 0.25rem;
    }
    .who,
    .sandbox {
      font-size: 0.83rem;
    }
    .sandbox {
      flex: 1 1 auto;
    }
    .sandbox button {
      min-height: 1.75rem;
      padding-block: 0;
      font-size: 1em;
    }
  }
  strong-navigation:not([phone]),
  .theme,
  footer p {
    display: none;
  }
  footer .bar {
    justify-content: end;
  }
`;
