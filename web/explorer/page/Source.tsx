/** A source by its short name; its full one is told on request. */
export function SourceName({ source }: { source: { slug: string; name: string } }) {
  return (
    <span class="source" title={source.name}>
      {source.slug}
    </span>
  );
}

interface SourceFacts {
  slug: string;
  name: string;
  version: string | null;
  asOf: string | null;
  license: string | null;
  url: string | null;
}

/** Sources with what is known of them. */
export function SourceList({ sources }: { sources: SourceFacts[] }) {
  return (
    <ul class="sources">
      {sources.map(({ slug, name, version, asOf, license, url }) => (
        <li key={slug}>
          <span class="source">{slug}</span>
          <span>
            <External url={url}>{name}</External>
            <small>{[version, asOf && `as of ${asOf}`, license].filter(Boolean).join(' · ')}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Leads to another site, if the address is one of the web: it may be of any scheme. */
export function External({ url, children }: { url: string | null; children: string }) {
  return url && /^https?:\/\//i.test(url) ? (
    <a href={url} rel="noreferrer">
      {children}
    </a>
  ) : (
    <>{children}</>
  );
}
