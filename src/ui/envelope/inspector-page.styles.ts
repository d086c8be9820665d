import { css } from 'lit';

/** Styles of the Inspector. */
export const inspectorPageStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .sources,
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 1.5rem 2.5rem;
    align-items: start;
    margin-top: 1.25rem;
  }
  .two > * {
    min-width: 0;
  }
  /* A long file name is no reason for a wide page. */
  .sources,
  section[aria-labelledby='format'] {
    overflow-wrap: anywhere;
  }
  section[aria-labelledby='format'] {
    display: grid;
    gap: 0.25rem;
    margin-top: 2rem;
  }
  #decrypt,
  strong-pairs {
    margin-block: 0.5rem;
  }
  .map {
    grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem);
  }
  @container (max-width: 62rem) {
    .map {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 52rem) {
    .sources,
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .stack {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
  }
  textarea {
    width: 100%;
    min-height: 5rem;
    font-family: var(--mono);
    font-size: var(--t1);
  }
  details ul {
    padding-inline-start: 1.5rem;
  }
  .error {
    color: var(--deny);
    font-weight: 600;
  }
  .fault {
    padding: 0.5rem 0.75rem;
    border-left: 4px solid var(--deny);
    background: var(--deny-tint);
  }
  .done {
    font-weight: 600;
  }
`;
