import { test } from "@playwright/test";
import { Product, type ProductOptions } from "./product.ts";

/**
 * Gives the journeys of one file a product of their own, on a clean database: purposes are asked of everybody, so
 * journeys that change them cannot share one.
 */
export function withProduct(options: ProductOptions = {}): () => Product {
  let product: Product | undefined;
  test.beforeAll(async () => {
    product = await Product.start(options);
  });
  test.afterAll(async () => {
    await product?.stop();
  });
  return () => {
    if (!product) throw new Error("The product runs inside tests only");
    return product;
  };
}
