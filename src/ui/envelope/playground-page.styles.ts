/** Styles of the Playground page. */
import { css } from 'lit';

export const playgroundPageStyles = css`
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
  strong-recipients-tab,
  strong-records-tab {
    margin-top: 1.5rem;
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
  .advice {
    margin-top: 1rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--brass);
    border-left-width: 4px;
    max-width: 68ch;
    overflow-wrap: anywhere;
  }
`;
