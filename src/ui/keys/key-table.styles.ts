/** Styles of the table of keys. */
import { css } from 'lit';

export const keyTableStyles = css`
  [role='row'] {
    grid-template-columns:
      1.5rem minmax(9rem, 2fr) 8.25rem 9.5rem 10rem minmax(3rem, 1fr) minmax(6rem, 2fr)
      7rem 7rem;
    gap: 0 0.75rem;
    align-items: center;
    min-height: 3.25rem;
    padding-block: 0.4rem;
  }
  .stores [role='row'] {
    grid-template-columns:
      1.5rem minmax(8rem, 2fr) 8.25rem 9.5rem 10rem minmax(5rem, 1fr) minmax(3rem, 1fr) minmax(5rem, 2fr)
      7rem 7rem;
  }
  .head {
    min-height: 2.75rem;
  }
  [role='cell'].keyId {
    white-space: nowrap;
  }
  .spec span {
    display: block;
  }
  .clamped {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .managed {
    display: inline-block;
    padding: 0 0.4rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    color: var(--soft);
    white-space: nowrap;
  }
  .narrow {
    display: none;
  }
  @container (max-width: 68.5rem) {
    [role='row'] {
      grid-template-columns: 1.5rem minmax(6.5rem, 1fr) 7.25rem 8.75rem 10rem minmax(6.5rem, 1fr) 7rem;
    }
    .stores [role='row'] {
      grid-template-columns: 1.5rem minmax(6.5rem, 1fr) 7.25rem 8.75rem 10rem minmax(6.5rem, 1fr) 7rem;
    }
    .description,
    .created,
    .stores .tags {
      display: none;
    }
  }
  /* Too narrow for a tag without a break in a word. */
  @container (max-width: 51.9rem) {
    [role='row'],
    .stores [role='row'] {
      grid-template-columns: 1.5rem minmax(6.5rem, 1fr) 7.25rem 8.75rem 10rem 7rem;
    }
    .tags,
    .keyStore {
      display: none;
    }
  }
  @container (max-width: 47.4rem) {
    [role='row'],
    .stores [role='row'] {
      grid-template-columns: 1.5rem minmax(0, 1fr) auto;
      padding-block: 0.75rem;
    }
    .keyId,
    .spec,
    .used {
      display: none;
    }
    .narrow {
      display: block;
    }
  }
`;
