/** Styles of the sequence diagram of a keyring. */
import { css } from 'lit';

export const keyringSequenceStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .places,
  li {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    column-gap: 1rem;
  }
  .places b {
    padding: 0.35rem 0.75rem;
    border-bottom: 2px solid var(--line);
    text-align: center;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
    counter-reset: step;
    /* The lines of the three places. */
    background:
      linear-gradient(var(--line), var(--line)) calc(100% / 6) 0 / 1px 100% no-repeat,
      linear-gradient(var(--line), var(--line)) 50% 0 / 1px 100% no-repeat,
      linear-gradient(var(--line), var(--line)) calc(500% / 6) 0 / 1px 100% no-repeat;
  }
  li {
    counter-increment: step;
    padding-block: 0.4rem;
    max-width: none;
  }
  .what {
    display: grid;
    gap: 0.15rem;
    padding: 0.5rem 0.75rem;
    border: 1px dashed var(--line);
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .what > b::before {
    content: counter(step) '. ';
  }
  .done .what {
    border-style: solid;
    border-color: var(--ink);
  }
  .program .what {
    grid-column: 1;
  }
  .storage .what {
    grid-column: 3;
  }
  .program.to-kms .what,
  .kms.to-program .what {
    grid-column: 1 / 3;
  }
  .program.to-storage .what,
  .storage.to-program .what {
    grid-column: 1 / 4;
  }
  .arrow .what {
    border-inline-width: 0;
    border-bottom-width: 2px;
    text-align: center;
    justify-items: center;
    position: relative;
  }
  .arrow .what::after {
    content: '';
    position: absolute;
    bottom: calc(-0.45rem - 1px);
    border: 0.45rem solid transparent;
  }
  .program.arrow .what::after {
    right: -0.3rem;
    border-right-width: 0;
    border-left-color: var(--ink);
  }
  .kms.arrow .what::after,
  .storage.arrow .what::after {
    left: -0.3rem;
    border-left-width: 0;
    border-right-color: var(--ink);
  }
  .path,
  .state {
    color: var(--soft);
  }
  .value.plaintext {
    padding: 0.1rem 0.4rem;
    border: 2px dashed var(--plaintext, var(--deny));
  }
  p {
    margin-top: 0.75rem;
    max-width: 68ch;
    overflow-wrap: anywhere;
  }
  @container (max-width: 40rem) {
    .places {
      display: none;
    }
    ol {
      background: none;
    }
    li.program .what,
    li.kms .what,
    li.storage .what,
    li.program.to-kms .what,
    li.kms.to-program .what,
    li.program.to-storage .what,
    li.storage.to-program .what {
      grid-column: 1 / 4;
    }
    .arrow .what {
      text-align: start;
      justify-items: start;
      border-inline-width: 1px;
    }
    .arrow .what::after {
      content: none;
    }
  }
  @container (min-width: 40.01rem) {
    .path {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
`;
