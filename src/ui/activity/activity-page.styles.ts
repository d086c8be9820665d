/** Styles of the Activity page. */
import { css } from 'lit';

export const activityStyles = css`
  .status {
    min-height: 2.75rem;
  }
  nav {
    margin-block: 0.5rem;
  }
  .failed {
    color: var(--deny);
  }
  .event {
    margin-top: 1rem;
  }
`;
