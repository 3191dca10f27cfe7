import { useParameter } from '../address/useParameter';
import type { LinkOrder } from '../generated/operations';

/** The orders of lists of links, as the address has them. */
export const orders = ['strongest', 'common', 'name'] as const;

export const orderNames: Record<(typeof orders)[number], string> = {
  strongest: 'strongest first',
  common: 'most common first',
  name: 'by name',
};

/** The order of lists that the address asks for, as the API takes it; undefined is its own. */
export function useOrder(): LinkOrder | undefined {
  const [order] = useParameter('order', orders);
  switch (order) {
    case 'strongest':
      return undefined;
    case 'common':
      return { field: 'ROLE_COUNT' };
    case 'name':
      return { field: 'NAME' };
  }
}
