/** Styles of the Home page. */
import { css } from 'lit';

export const homePageStyles = css`
  header {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    margin-bottom: 1.75rem;
  }
  h1 {
    font-size: var(--t5);
    line-height: 1.15;
    font-weight: 700;
  }
  .lead {
    max-width: 84ch;
  }
  .act {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.5rem;
  }
  .act .primary {
    min-height: 3rem;
    padding-inline: 1.5rem;
    font-size: var(--t3);
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
  .doors {
    display: grid;
    gap: 0.75rem;
  }
`;
