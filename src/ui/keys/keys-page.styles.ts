/** Styles of the Keys page: the filter bar and the table of keys. */
import { css } from 'lit';

export const keysPageStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 1rem;
    margin-block: 1rem 0.5rem;
  }
  .bar .field {
    max-width: 20rem;
  }
  .actions {
    min-height: calc(var(--target) + 0.5rem);
  }
  .tables {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  /* Room for the number of keys, which comes later. */
  .tables .soft {
    min-width: 2ch;
  }
  .tables button[aria-pressed='true'] {
    border-color: var(--brass);
    background: var(--brass-tint);
  }
  .toggle {
    display: none;
  }
  /* On a narrow page the filters would fill the first screen. */
  @container (max-width: 33rem) {
    .toggle {
      display: inline-flex;
    }
    .folded.filters,
    .folded .filters {
      display: none;
    }
  }
  .empty {
    padding-block: 2rem;
  }
`;
