/** Styles of the task panel: a column in a wide window, a drawer in a narrower one, a sheet on a phone. */
import { css } from 'lit';

export const panelStyles = css`
  aside {
    background: var(--raised);
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--raised);
    border-bottom: 1px solid var(--line);
  }
  .toggle {
    width: 100%;
    justify-content: start;
    border: 0;
    background: none;
    font-weight: 650;
    text-align: left;
  }
  #content {
    display: grid;
    padding: 0.75rem 1rem 1.5rem;
    overflow-wrap: anywhere;
  }
  h2 {
    margin-bottom: 0.5rem;
  }
  .how {
    padding-bottom: 0.75rem;
  }
  .how summary {
    min-height: 1.75rem;
    cursor: pointer;
  }
  .how li {
    margin: 0.35rem 0 0.35rem 1.2rem;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding-top: 0.75rem;
    border-top: 1px solid var(--line);
  }
  .failure {
    color: var(--deny);
  }
  @media (min-width: 75rem) {
    aside {
      position: sticky;
      top: var(--header-height, 0px);
      height: calc(100dvh - var(--header-height, 3rem));
      overflow: auto;
      border-left: 1px solid var(--line);
    }
    :host([collapsed]) .count {
      writing-mode: vertical-rl;
    }
    :host([collapsed]) .toggle {
      flex-direction: column;
      padding-inline: 0.5rem;
    }
  }
  /* A drawer at the right. It leaves the dialogs alone: these are in the top layer. */
  @media (max-width: 74.99rem) {
    aside {
      position: fixed;
      right: 0;
      bottom: 3.25rem;
      z-index: 2;
      width: min(24rem, max(20rem, 50vw), 100%);
      max-height: calc(100dvh - 7rem);
      overflow: auto;
      border: 1px solid var(--edge);
      box-shadow: var(--float);
    }
    :host([collapsed]) aside {
      width: auto;
    }
  }
  /* A sheet above the bottom bar. */
  @media (max-width: 46rem) {
    aside,
    :host([collapsed]) aside {
      width: 100%;
      bottom: calc(3.75rem + env(safe-area-inset-bottom));
      max-height: 60dvh;
      border-inline: 0;
    }
  }
  @media (pointer: coarse) {
    .how summary {
      min-height: var(--target);
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
