/** Styles of projector mode: those of the document, and those of the shell. */
import { css } from 'lit';

/** Type of 150 %, less where a window is narrower than a projector. Then the ring and the masks. */
export const documentStyles = css`
  :root {
    font-size: 112.5%;
  }
  @media (min-width: 46.01rem) {
    :root {
      font-size: 125%;
    }
  }
  @media (min-width: 64rem) {
    :root {
      font-size: 150%;
    }
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
  @media print {
    .pointer-ring {
      display: none;
    }
  }
`;

/** The shell without the column of the navigation and what only one person needs. */
export const shellStyles = css`
  strong-navigation:not([phone]),
  .theme,
  footer p {
    display: none;
  }
  footer .bar {
    justify-content: end;
  }
`;
