/** The shell's own look: header, navigation (a bottom bar on a phone), work area. */
import { css } from 'lit';

export const appStyles = css`
  :host {
    min-height: 100vh;
    min-height: 100dvh;
    display: grid;
    grid-template-rows: auto auto 1fr auto;
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
  .who {
    margin-left: auto;
    min-height: 1.75rem;
  }
  /* Acting as somebody else than at first shows on every page, beside the name. */
  .who.else {
    padding-inline: 0.6rem;
    border-left: 4px solid var(--brass);
    background: var(--brass-tint);
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
  nav {
    border-bottom: 1px solid var(--line);
  }
  nav ul {
    display: flex;
    gap: 0.25rem;
    list-style: none;
    margin-left: -0.75rem;
  }
  .more,
  #more {
    display: contents;
  }
  .more > button {
    display: none;
  }
  #more li:last-child {
    margin-left: auto;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    padding: 0 0.75rem;
    border-bottom: 3px solid transparent;
    color: var(--soft);
    font-weight: 550;
    text-decoration: none;
  }
  nav a:hover {
    color: var(--text);
    border-color: var(--line);
  }
  nav a[aria-current] {
    color: var(--text);
    border-color: var(--brass);
  }
  main {
    padding-block: 2rem 4rem;
    min-width: 0;
    outline: none;
  }
  footer {
    border-top: 1px solid var(--line);
    padding-block: 1rem 2rem;
    color: var(--soft);
    font-size: var(--t1);
  }
  footer .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 0.5rem 2rem;
  }
  footer p {
    flex: 1 1 24rem;
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
      padding-block: 1.25rem 3rem;
    }
    nav {
      position: fixed;
      inset: auto 0 0 0;
      z-index: 2;
      border: 0;
      border-top: 1px solid var(--edge);
      background: var(--raised);
      padding-bottom: env(safe-area-inset-bottom);
    }
    nav .bar {
      padding: 0;
    }
    nav ul {
      margin: 0;
      gap: 0;
    }
    nav li,
    .more {
      display: block;
      flex: 1;
      margin: 0;
    }
    #more {
      display: none;
      inset: auto 0 calc(3.5rem + env(safe-area-inset-bottom)) auto;
      width: 12rem;
      margin: 0;
      padding: 0.5rem 1rem;
      border: 1px solid var(--edge);
      background: var(--raised);
      color: var(--text);
      box-shadow: var(--float);
    }
    #more:popover-open {
      display: block;
    }
    #more a {
      flex-direction: row;
      justify-content: start;
      gap: 0.75rem;
      min-height: var(--target);
      border: 0;
      font-size: var(--t2);
    }
    .more > button {
      border: 0;
      border-radius: 0;
      background: none;
      color: var(--soft);
    }
    .more > button[aria-current] {
      border-color: var(--brass);
      color: var(--text);
    }
    nav a,
    .more > button {
      display: inline-flex;
      width: 100%;
      min-height: 3.5rem;
      flex-direction: column;
      justify-content: center;
      gap: 0.1rem;
      padding: 0.3rem 0;
      border-bottom: 0;
      border-top: 3px solid transparent;
      font-size: 0.8125rem;
    }
    footer {
      padding-bottom: calc(5.5rem + env(safe-area-inset-bottom));
    }
  }
  @media (min-width: 46.01rem) and (max-width: 62rem) {
    nav strong-icon {
      display: none;
    }
  }
  @media (max-width: 26rem) {
    nav > ul > li > a,
    .more > button {
      font-size: 0.75rem;
    }
  }
`;
