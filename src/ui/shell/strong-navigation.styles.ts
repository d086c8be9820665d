/** The navigation's look: a column beside the work area, a column of icons, or the bottom bar of a phone. */
import { css } from 'lit';

export const navigationStyles = css`
  :host {
    display: block;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  a {
    display: flex;
    align-items: center;
    gap: 0.65rem;
    min-height: var(--target);
    padding: 0.15rem 1rem 0.15rem 1.25rem;
    border-left: 4px solid transparent;
    color: var(--soft);
    font-weight: 550;
    text-decoration: none;
  }
  a:hover {
    color: var(--text);
    border-color: var(--line);
  }
  a[aria-current] {
    color: var(--text);
    border-color: var(--brass);
    background: var(--brass-tint);
  }
  a.sub {
    padding-left: 3.15rem;
    font-weight: 400;
  }

  /* Of the element, which has its place before it is rendered. */
  :host(:not([phone])) {
    width: 14.5rem;
  }
  :host([collapsed]:not([phone])) {
    width: 4.25rem;
  }
  :host(:not([phone])) nav {
    display: flex;
    flex-direction: column;
    position: sticky;
    top: 0;
    /* Without the height of the header, so that its foot shows before the page is scrolled. */
    height: calc(100vh - 3.75rem);
    height: calc(100dvh - 3.75rem);
    box-sizing: border-box;
    overflow-y: auto;
    padding-block: 0.5rem 1rem;
    border-right: 1px solid var(--line);
  }
  /* There the header has two lines. */
  @media (max-width: 75rem) {
    :host(:not([phone])) nav {
      height: calc(100vh - 6.2rem);
      height: calc(100dvh - 6.2rem);
    }
  }
  .group {
    margin: 0.9rem 0 0.15rem;
    padding-inline: 1.5rem 1rem;
    color: var(--soft);
    font-size: 0.8125rem;
    font-weight: 700;
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }
  .group[hidden] {
    display: none;
  }
  .foot {
    margin-top: auto;
    padding-top: 0.9rem;
  }
  .collapse {
    align-self: end;
    min-width: var(--target);
    margin-right: 0.75rem;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--soft);
  }
  :host([collapsed]:not([phone])) a {
    justify-content: center;
    min-height: 2.75rem;
    padding: 0 4px 0 0;
  }
  :host([collapsed]:not([phone])) a > span {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :host([phone]) nav {
    position: fixed;
    inset: auto 0 0 0;
    z-index: 2;
    border-top: 1px solid var(--edge);
    background: var(--raised);
    padding-bottom: env(safe-area-inset-bottom);
  }
  .bar {
    display: flex;
  }
  .bar > li {
    flex: 1;
    min-width: 0;
  }
  .bar > li > a,
  .bar > li > button {
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 0.1rem;
    width: 100%;
    min-height: 3.5rem;
    padding: 0.3rem 0;
    border: 0;
    border-top: 3px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--soft);
    font-size: 0.8125rem;
  }
  .bar > li > a[aria-current],
  .bar > li > button[aria-current] {
    border-color: var(--brass);
    color: var(--text);
  }
  #more {
    inset: auto 0 calc(3.5rem + env(safe-area-inset-bottom)) auto;
    width: 15rem;
    max-height: 75vh;
    margin: 0;
    padding: 0.25rem 0 0.75rem;
    border: 1px solid var(--edge);
    background: var(--raised);
    color: var(--text);
    box-shadow: var(--float);
  }
  #more a.sub {
    padding-left: 1.25rem;
    font-weight: 550;
  }
  #more a {
    min-height: 2.75rem;
  }
  @media (max-width: 26rem) {
    .bar > li > a,
    .bar > li > button {
      font-size: 0.75rem;
    }
  }
  @media (forced-colors: active) {
    a,
    .bar > li > :not([aria-current]) {
      border-color: Canvas;
    }
    a[aria-current],
    .bar > li > [aria-current] {
      border-color: Highlight;
    }
    a[aria-current] > span {
      text-decoration: underline;
    }
  }
`;
