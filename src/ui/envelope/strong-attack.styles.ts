import { css } from 'lit';

/** The looks of strong-attack. */
export const styles = css`
  .result {
    display: grid;
    gap: 1rem;
    margin-top: 1rem;
  }
  .lead {
    max-width: 68ch;
    margin-bottom: 1rem;
  }
  strong-problem {
    margin-block: 0;
  }
  progress {
    flex: 1 1 12rem;
    max-width: 24rem;
    height: 0.75rem;
    accent-color: var(--brass);
  }
  .verdicts {
    display: grid;
    border-block: 1px solid var(--line);
  }
  .verdicts > div {
    display: grid;
    grid-template-columns: 9rem minmax(0, 1fr);
    gap: 0 1rem;
    padding-block: 0.75rem;
  }
  .verdicts > div + div {
    border-top: 1px solid var(--line);
  }
  dt {
    display: flex;
    align-self: start;
    align-items: center;
    gap: 0.5rem;
    font-weight: 600;
  }
  dd {
    display: grid;
    gap: 0.25rem;
    max-width: 68ch;
    overflow-wrap: anywhere;
  }
  .check strong-icon {
    color: var(--ok);
  }
  .warn strong-icon {
    color: var(--warn);
  }
  .cross strong-icon,
  .cross dd > b,
  .taken {
    color: var(--deny);
  }
  .taken {
    font-weight: 700;
  }
  summary {
    cursor: pointer;
    min-height: var(--target);
    align-content: center;
  }
  td {
    padding-block: 0.4rem;
  }
  td:first-child {
    min-width: 14rem;
  }
  .number {
    text-align: right;
  }
  @container (max-width: 37rem) {
    .verdicts > div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0.25rem;
    }
    thead {
      display: none;
    }
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      border-bottom: 1px solid var(--line);
    }
    td {
      border: 0;
    }
    td:first-child {
      font-weight: 600;
      min-width: 0;
    }
    td:nth-child(2) {
      grid-row: 2;
      grid-column: 1 / -1;
      padding-top: 0;
    }
    td.number {
      grid-row: 1;
      grid-column: 2;
      padding-right: 0;
    }
  }
`;
