import { Fragment } from 'preact';

/**
 * A text of the data within one of the page. Signs in it that turn the direction of
 * reading end with it.
 */
export function Name({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}

/** Texts of the data as a list with commas. */
export function Names({ names }: { names: string[] }) {
  return (
    <>
      {names.map((name, at) => (
        <Fragment key={name}>
          {at > 0 && ', '}
          <Name>{name}</Name>
        </Fragment>
      ))}
    </>
  );
}
