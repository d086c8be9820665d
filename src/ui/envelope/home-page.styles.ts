/** Styles of the Home page. */
import { css } from 'lit';

export const homePageStyles = css`
  :host([loading]) header ~ * {
    visibility: hidden;
  }
  header {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    margin-bottom: 1rem;
    /* A long file name is no reason for a wide page. */
    overflow-wrap: anywhere;
  }
  h1 {
    font-size: var(--t5);
    line-height: 1.15;
    font-weight: 700;
  }
  /* As high as its longest text, so that the buttons stay where they are when the result comes. */
  .lead {
    max-width: 110ch;
    min-height: 2lh;
  }
  /* What is known of the file follows it, as a second line. */
  .lead.result {
    min-height: 1lh;
    margin-bottom: -0.5rem;
  }
  .act {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    width: 100%;
  }
  .act .primary {
    min-height: 3rem;
    padding-inline: 1.5rem;
    font-size: var(--t3);
  }
  .calls {
    margin-top: 0.5rem;
  }
  .calls summary {
    cursor: pointer;
    min-height: var(--target);
    align-content: center;
  }
  .part {
    margin-top: 2rem;
  }
  section.part {
    margin-top: 3rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--line);
  }
  .part > h2 {
    font-size: var(--t4);
    margin-bottom: 0.25rem;
  }
  .two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
    gap: 1.5rem 3rem;
    margin-top: 1.5rem;
  }
  .two > * {
    min-width: 0;
  }
  /* Its place while it loads. */
  strong-continue-lab {
    min-height: 4rem;
  }
  .doors {
    display: grid;
    gap: 0.75rem;
  }
`;
