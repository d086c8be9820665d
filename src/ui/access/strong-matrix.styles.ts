/** Styles of the access matrix: vertical operation names above narrow columns, and a sticky column of principals. */
import { css } from 'lit';

export const matrixStyles = css`
  .scroll {
    position: relative;
    overflow: auto;
    max-height: max(24rem, 92vh);
    margin-top: 0.75rem;
    padding-bottom: 0.5rem;
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
  }
  tbody td {
    /* Lets the button fill the height of the row. */
    height: 1px;
  }
  th,
  td {
    padding: 0;
    border-bottom: 1px solid var(--line);
  }
  .group {
    padding: 0 0.5rem 0.25rem;
    border: 0;
    border-left: 1px solid var(--edge);
    text-align: left;
    font-size: var(--t1);
    font-weight: 650;
    white-space: nowrap;
  }
  thead {
    position: sticky;
    top: 0;
    z-index: 2;
    background: var(--surface);
  }
  thead td {
    border: 0;
  }
  .names th {
    height: 1px;
    vertical-align: bottom;
    font-size: var(--t1);
    font-weight: 500;
    color: var(--soft);
  }
  .names span:not(.unseen) {
    display: block;
    padding-block: 0.35rem;
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    margin-inline: auto;
    white-space: nowrap;
    line-height: 1.2;
  }
  .names .here {
    color: var(--text);
    font-weight: 700;
  }
  tbody tr:hover .who,
  tbody tr:focus-within .who {
    background: var(--brass-tint);
  }
  .first {
    border-left: 1px solid var(--edge);
  }
  .who {
    position: sticky;
    left: 0;
    z-index: 1;
    min-width: 8rem;
    max-width: 13rem;
    padding-right: 0.75rem;
    background: var(--surface);
    text-align: left;
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .cell {
    width: 100%;
    min-width: 1.75rem;
    min-height: 2rem;
    height: 100%;
    padding: 0;
    border: 2px solid transparent;
    border-radius: 0;
    background: none;
  }
  .cell strong-icon {
    width: 1.1rem;
    height: 1.1rem;
  }
  .yes {
    color: var(--ok);
  }
  .no {
    color: var(--deny);
  }
  .no strong-icon {
    opacity: 0.75;
  }
  .altered {
    border: 2px dashed var(--brass);
  }
  td .yes:not(:hover) {
    background: var(--wall-tint);
  }
  .depends {
    color: var(--warn);
  }
  td .depends:not(:hover) {
    background: var(--brass-tint);
  }
  /* A transparent border is drawn in this mode: only a cell that a fix would alter has one. */
  @media (forced-colors: active) {
    .cell:not(.altered) {
      border-color: Canvas;
    }
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
    margin-bottom: 0.75rem;
  }
  .legend span {
    display: flex;
    gap: 0.5rem;
  }
  .legend strong-icon {
    margin-top: 0.1rem;
  }
  @media (pointer: coarse) {
    td .cell {
      min-width: 2.25rem;
      min-height: var(--target);
    }
  }
`;
