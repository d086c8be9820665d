import { css } from 'lit';

/** The styles of the Simulator page. */
export const simulatorPageStyles = css`
  .question {
    margin-block: 1.25rem;
    font-size: var(--t3);
    line-height: 1.7;
  }
  .two {
    display: grid;
    grid-template-columns: minmax(0, 22rem) minmax(0, 1fr);
    gap: 2rem 3rem;
    align-items: start;
  }
  .two > * {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }
  h2 {
    font-size: var(--t3);
  }
  strong-problem {
    margin-block: 0;
  }
  .notes,
  .findings {
    margin-bottom: 1rem;
    padding: 0.5rem 0.75rem;
    border-left: 4px solid var(--warn);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .findings {
    border-color: var(--deny);
    color: var(--deny);
    font-weight: 600;
  }
  /* Not by opacity: the text keeps its contrast. */
  .stale {
    outline: 2px dashed var(--line);
    outline-offset: 0.5rem;
  }
  .short {
    display: none;
    margin-bottom: 1.25rem;
  }
  @container (max-width: 47.4rem) {
    .short {
      display: block;
    }
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
