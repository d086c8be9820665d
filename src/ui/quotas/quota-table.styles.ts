/** Styles of the two tables of quotas. */
import { css } from 'lit';

/** The columns of both tables. */
export const quotaTableStyles = css`
  .name {
    overflow-wrap: anywhere;
  }
  .name small,
  td small {
    display: block;
    font-size: var(--t1);
    color: var(--soft);
  }
  td ul {
    list-style: none;
  }
  .throttled {
    display: block;
    color: var(--deny);
    font-weight: 600;
  }
  strong-gauge {
    min-width: 8rem;
  }
  button {
    padding-inline: 0.6rem;
  }
  @container (min-width: 41rem) {
    table {
      table-layout: fixed;
    }
    .name {
      width: 28%;
    }
  }
`;
