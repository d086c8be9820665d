/** Styles of the Playground page. */
import { css } from 'lit';

export const playgroundPageStyles = css`
  nav {
    display: flex;
    gap: 1.25rem;
    margin-block: 1rem 1.5rem;
    border-bottom: 1px solid var(--line);
  }
  nav a {
    padding: 0.6rem 0;
    color: var(--text);
    text-decoration: none;
    border-bottom: 3px solid transparent;
  }
  nav a[aria-current] {
    border-color: var(--brass);
    font-weight: 650;
  }
  /* A transparent border is drawn in this mode: only the current page has one. */
  @media (forced-colors: active) {
    nav a:not([aria-current]) {
      border-color: Canvas;
    }
  }
  section {
    margin-top: 2rem;
  }
  .two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
    gap: 1.5rem 3rem;
    align-items: start;
  }
  .two > * {
    min-width: 0;
    max-width: none;
  }
  .all {
    grid-column: 1 / -1;
  }
  .done {
    display: flex;
    gap: 0.5rem;
    margin-bottom: 1rem;
    font-weight: 600;
  }
  .done strong-icon {
    color: var(--ok);
  }
  .row {
    margin-top: 0.5rem;
  }
`;
