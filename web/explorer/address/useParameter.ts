import { change, having, useAddress } from './address';

/**
 * A parameter of the address that chooses one of some values, and what changes it.
 * The first value is meant where the address has none, or one that makes no sense.
 */
export function useParameter<Value extends string>(name: string, values: readonly Value[]): [Value, (value: string) => void] {
  const { query } = useAddress();
  const value = values.find((value) => value === query.get(name)) ?? values[0];
  const set = (value: string) => change(having(query, name, value === values[0] ? '' : value));
  return [value, set];
}
