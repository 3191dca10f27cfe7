/** A number as people write it. */
export function number(value: number, fractionDigits = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: fractionDigits });
}

/** A number of things, such as "1 role" or "2 roles". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${number(count)} ${count === 1 ? singular : plural}`;
}

/** A share of 0 to 1, or a weight, with two digits; what is little is not told as nothing. */
export function share(value: number): string {
  if (value > 0 && value < 0.005) {
    return '<0.01';
  }
  return value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** An amount in a currency of ISO 4217. */
export function money(amount: number, currency: string, basis: 'ANNUAL' | 'HOURLY'): string {
  const maximumFractionDigits = basis === 'HOURLY' ? 2 : 0;
  if (!/^[A-Z]{3}$/.test(currency)) {
    return `${number(amount, maximumFractionDigits)} ${currency}`; // which Intl would refuse
  }
  return amount.toLocaleString('en', { style: 'currency', currency, maximumFractionDigits });
}

/** A change in percent, with its sign. */
export function change(percent: number): string {
  return `${percent.toLocaleString('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' })} %`;
}
