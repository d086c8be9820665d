/** How the access matrix looks: names of operations upright above narrow columns, names of principals kept in sight. */
import { css } from 'lit';

export const matrixStyles = css`
  .scroll {
    overflow-x: auto;
    margin-top: 0.75rem;
    padding-bottom: 0.5rem;
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
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
    width: 1.75rem;
    min-width: 1.75rem;
    min-height: 2rem;
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
  h2 {
    margin: 1.25rem 0 0.25rem;
    font-size: var(--t1);
    color: var(--soft);
  }
  ul {
    list-style: none;
  }
  li .cell {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr) auto;
    justify-content: stretch;
    justify-items: start;
    width: 100%;
    min-height: var(--target);
    border: 0;
    border-bottom: 1px solid var(--line);
    color: var(--text);
    font-weight: 450;
    text-align: left;
    overflow-wrap: anywhere;
  }
  li .yes strong-icon {
    color: var(--ok);
  }
  li .no strong-icon {
    color: var(--deny);
  }
  li small {
    font-size: var(--t1);
    color: var(--soft);
  }
  li .altered {
    border-bottom: 2px dashed var(--brass);
  }
  @media (pointer: coarse) {
    td .cell {
      width: 2.25rem;
      min-height: var(--target);
    }
  }
`;
