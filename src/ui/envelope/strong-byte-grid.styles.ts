import { css } from 'lit';

/** Styles of the byte grid. Each category has a line of its own: color is not its only mark. */
export const byteGridStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    min-height: var(--target);
    font-size: var(--t1);
  }
  .grid {
    max-height: 27rem;
    overflow: auto;
    padding: 0.5rem 0.75rem;
    background: var(--sunken);
    border: 1px solid var(--line);
    font: 400 var(--t1) / 1.9 var(--mono);
  }
  .groups {
    display: grid;
    grid-template-columns: repeat(2, max-content);
    gap: 0 1.5ch;
    width: max-content;
  }
  .row {
    display: flex;
    gap: 1.5ch;
    white-space: nowrap;
  }
  .row:nth-child(even) .offset {
    display: none;
  }
  @container (max-width: 36rem) {
    .groups {
      grid-template-columns: max-content;
    }
    .row:nth-child(even) .offset {
      display: inline;
    }
  }
  .offset {
    color: var(--soft);
  }
  .byte {
    display: inline-block;
    width: 3.2ch;
    text-align: center;
    cursor: pointer;
  }
  .byte,
  .sample {
    line-height: 1.5;
    border-bottom: 2px solid transparent;
  }
  .structure {
    border-bottom: 1px solid var(--edge);
  }
  .context {
    border-bottom: 3px solid var(--context);
  }
  .data-key {
    border-bottom: 3px double var(--wall);
  }
  .authentication {
    border-bottom: 2px dashed var(--plaintext);
  }
  .content {
    border-bottom: 2px dotted var(--ciphertext);
  }
  .selected {
    background: var(--brass-tint);
    box-shadow:
      inset 0 2px var(--brass),
      inset 0 -1px var(--brass);
    font-weight: 700;
  }
  .selected.first {
    border-left: 3px solid var(--brass);
  }
  .selected.last {
    border-right: 3px solid var(--brass);
  }
  .changed {
    background: var(--deny-tint);
    color: var(--deny);
    outline: 2px solid var(--deny);
    outline-offset: -2px;
    font-weight: 700;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 1rem;
    margin-top: 0.5rem;
    font-size: var(--t1);
  }
  .sample {
    padding-inline: 0.25rem;
  }
  /* Backgrounds and shadows are not drawn in this mode. */
  @media (forced-colors: active) {
    .selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .changed {
      outline-style: double;
      text-decoration: underline;
    }
  }
`;
