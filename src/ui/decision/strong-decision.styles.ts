/** The styles of a decision: a line of policy types, thick up to the one that decided. */
import { css } from 'lit';

export const decisionStyles = css`
  .decision {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }
  .verdict {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.6rem;
    padding: 0.6rem 0.9rem;
    border-left: 4px solid var(--edge);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .verdict:focus {
    outline: none;
  }
  .verdict.allowed {
    border-color: var(--ok);
  }
  .verdict.denied {
    border-color: var(--deny);
  }
  .verdict strong-icon {
    margin-top: 0.15em;
  }
  .allowed strong-icon,
  .verdict.allowed b {
    color: var(--ok);
  }
  .denied strong-icon,
  .verdict.denied b {
    color: var(--deny);
  }
  .verdict .done {
    display: block;
    color: var(--text);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 2rem;
  }
  dt {
    font-size: var(--t1);
    color: var(--soft);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .asked {
    margin-bottom: 0.5rem;
    overflow-wrap: anywhere;
  }
  ol {
    list-style: none;
  }
  li {
    position: relative;
    display: grid;
    grid-template-columns: 1.75rem minmax(0, 1fr);
    gap: 0 0.75rem;
    padding-bottom: 0.75rem;
  }
  /* The way: thick and whole where the call went, thin and dotted where it did not. */
  li::before {
    content: '';
    position: absolute;
    top: 1.75rem;
    bottom: 0;
    left: 0.875rem;
    border-left: 1px dotted var(--edge);
  }
  li:last-child::before {
    display: none;
  }
  li.on::before {
    border-left: 3px solid var(--ok);
    margin-left: -1px;
  }
  .mark {
    display: grid;
    place-items: center;
    width: 1.75rem;
    height: 1.75rem;
    border: 1px dashed var(--edge);
    border-radius: 50%;
    background: var(--surface);
    color: var(--soft);
    font-size: var(--t1);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .mark strong-icon {
    width: 1.1rem;
    height: 1.1rem;
    vertical-align: 0;
  }
  .passes .mark,
  .decides-allow .mark {
    border: 2px solid var(--ok);
    color: var(--ok);
  }
  .decides-allow .mark {
    background: var(--ok);
    color: var(--surface);
  }
  .decides-deny .mark,
  .lacks .mark {
    border: 2px solid var(--deny);
    background: var(--deny);
    color: var(--surface);
  }
  .denies .mark {
    border: 2px solid var(--deny);
    color: var(--deny);
  }
  .stops .mark {
    border: 2px solid var(--warn);
    color: var(--warn);
  }
  .absent,
  .unbound,
  .aside {
    color: var(--soft);
  }
  .absent .mark {
    width: 0.75rem;
    height: 0.75rem;
    margin: 0.4rem 0.5rem;
    border-style: solid;
  }
  li.absent::before {
    top: 1.25rem;
  }
  .absent b {
    font-weight: 550;
  }
  li p {
    overflow-wrap: anywhere;
  }
  summary {
    min-height: var(--target);
    align-content: center;
    cursor: pointer;
  }
  .nearest {
    overflow-wrap: anywhere;
  }
`;
