/** Styles of the Keys page: the filter bar and the table of keys. */
import { css } from 'lit';

export const keysPageStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 1rem;
    margin-block: 1rem 0.5rem;
  }
  .bar .field {
    max-width: 24rem;
  }
  .head,
  [role='row'] {
    display: grid;
    grid-template-columns: minmax(10rem, 2fr) 7rem 10rem minmax(8rem, 2fr) 8rem;
    gap: 0 1rem;
    align-items: center;
    width: 100%;
  }
  .head button {
    padding: 0;
    color: inherit;
    font: inherit;
  }
  .head .ascending {
    transform: rotate(180deg);
  }
  .head {
    font-size: var(--t1);
    font-weight: 600;
    color: var(--soft);
    padding-block: 0.5rem;
    border-bottom: 1px solid var(--edge);
  }
  lit-virtualizer {
    min-height: 4rem;
  }
  [role='row'] {
    min-height: 3rem;
    padding-block: 0.4rem;
    border-bottom: 1px solid var(--line);
  }
  [role='cell'] {
    min-width: 0;
    overflow-wrap: anywhere;
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
  .managed {
    display: inline-block;
    padding: 0 0.4rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    color: var(--soft);
    white-space: nowrap;
  }
  .empty {
    padding-block: 2rem;
  }
  @media (max-width: 48rem) {
    .head,
    [role='row'] {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .head > :nth-child(2),
    .head > :nth-child(n + 4) {
      display: none;
    }
    [role='row'] {
      padding-block: 0.75rem;
    }
    .wide {
      display: none;
    }
  }
`;
