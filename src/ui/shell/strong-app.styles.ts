/** Styles of the shell: header, navigation beside the page (below it on a phone), footer. */
import { css } from 'lit';

// Comments are here, as those inside of the styles would be loaded with the first page. The clock, the terms of the
// page and projector mode have their places before they are loaded. Every page shows that the caller or the sandbox is
// not the default one: `.who.else`, `.sandbox`. Pages adapt to the width of `main`, as WebKit evaluates @media of
// shared style sheets only while a page that has them is shown. The footer is pinned to a window of some size, so that
// it stays where it is while a page loads. On a phone, `main` is as high as the window, so that the footer is below it,
// also while a page loads.
export const appStyles = css`
  :host {
    min-height: 100vh;
    min-height: 100dvh;
    display: grid;
    grid-template: 'header header' auto 'navigation main' 1fr 'navigation footer' auto / auto minmax(0, 1fr);
  }
  strong-task-panel {
    grid-area: footer;
  }
  @media (min-width: 75rem) {
    :host([panel]) {
      grid-template:
        'header header header' auto 'navigation main panel' 1fr 'navigation footer panel' auto
        / auto minmax(0, 1fr) auto;
    }
    strong-task-panel {
      grid-area: panel;
      width: 24rem;
    }
    strong-task-panel[collapsed] {
      width: 3.25rem;
    }
  }
  .skip {
    position: absolute;
    left: 1rem;
    top: -4rem;
    z-index: 3;
  }
  .skip:focus {
    top: 0.5rem;
  }
  .bar {
    max-width: var(--page);
    width: 100%;
    margin-inline: auto;
    padding-inline: 1.5rem;
  }
  .top {
    max-width: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.5rem;
    padding-block: 0.75rem 0.5rem;
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: 0.6rem;
    color: var(--text);
    text-decoration: none;
    font-size: var(--t3);
    font-weight: 700;
    letter-spacing: -0.01em;
    min-height: var(--target);
  }
  .brand:hover {
    color: var(--text);
    text-decoration: none;
  }
  .mark {
    padding: 0.1rem 0.5rem 0.05rem;
    border: 2px solid var(--brass);
    color: var(--brass);
    font-size: 0.8125rem;
    font-weight: 700;
    letter-spacing: 0.12em;
  }
  strong-clock {
    min-width: 13.75rem;
    min-height: 1.75rem;
  }
  .who {
    margin-left: auto;
    min-height: 1.75rem;
  }
  .who.else {
    padding-inline: 0.6rem;
    border-left: 4px solid var(--brass);
    background: var(--brass-tint);
  }
  .sandbox {
    flex-basis: 100%;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.25rem 1rem;
    padding-inline: 0.75rem;
    border-left: 4px solid var(--wall);
    background: var(--wall-tint);
  }
  .whole {
    white-space: nowrap;
  }
  .memory {
    flex-basis: 100%;
    padding: 0.4rem 0.75rem;
    border-left: 4px solid var(--warn);
    background: var(--brass-tint);
  }
  header {
    grid-area: header;
    border-bottom: 1px solid var(--line);
  }
  strong-navigation {
    grid-area: navigation;
  }
  main {
    grid-area: main;
    padding-block: 1.5rem 4rem;
    min-width: 0;
    outline: none;
    container-type: inline-size;
  }
  footer {
    grid-area: footer;
    border-top: 1px solid var(--line);
    padding-block: 0.25rem;
    color: var(--soft);
    font-size: var(--t1);
  }
  @media (min-width: 46.01rem) and (min-height: 34rem) {
    footer {
      position: sticky;
      bottom: 0;
      z-index: 1;
      background: var(--surface);
    }
  }
  footer .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.25rem 1rem;
  }
  footer p {
    flex: 1 1 16rem;
  }
  strong-page-terms {
    min-width: 7.8rem;
    min-height: 2rem;
  }
  strong-projector {
    min-width: 7.7rem;
    min-height: 2.25rem;
  }
  .theme {
    display: inline-flex;
    gap: 0;
  }
  .theme button {
    min-width: var(--target);
    padding-inline: 0.6rem;
    border-color: transparent;
    background: none;
    color: var(--soft);
    font-size: var(--t1);
  }
  .theme button[aria-pressed='true'] {
    border-color: var(--edge);
    color: var(--text);
  }
  @media (pointer: coarse) {
    strong-clock {
      min-height: var(--target);
    }
  }
  .update {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding-block: 0.5rem;
    background: var(--brass-tint);
    border-bottom: 1px solid var(--brass);
  }
  @media (max-width: 46rem) {
    :host {
      grid-template: 'header' auto 'main' 1fr 'footer' auto / minmax(0, 1fr);
    }
    strong-navigation {
      grid-area: footer;
    }
    .bar {
      padding-inline: 1rem;
    }
    .who {
      margin-left: 0;
      flex-basis: 100%;
      font-size: var(--t1);
      min-height: 3.6em;
    }
    main {
      min-height: 100vh;
      min-height: 100lvh;
      padding-block: 1.25rem 3rem;
    }
    footer {
      padding-block: 1rem calc(5.5rem + env(safe-area-inset-bottom));
    }
    :host([panel]) footer {
      padding-bottom: calc(9rem + env(safe-area-inset-bottom));
    }
  }
  @media print {
    header,
    footer,
    strong-navigation,
    strong-task-panel {
      display: none;
    }
  }
`;
