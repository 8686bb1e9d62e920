//! The verbs, from opening to the audit log.

use querist::wire;
use querist_vocabulary::event::Silence;

use super::shop::Shop;

#[tokio::test]
async fn sql_typed_by_hand_comes_back_as_rows() {
    let shop = Shop::new();
    let querist = shop.querist().await;
    let sql = "SELECT name FROM shops WHERE city = 'Oslo'";
    let reply = querist.read(querist.next_id(), sql, None, &Silence).await.unwrap();
    println!("{:#}", wire::reply(&reply));
    let reply = querist.ask("how many shops are there?").await.unwrap();
    println!("{:#}", wire::reply(&reply));
    println!("{:?}", querist.audit(1, 10).await.unwrap());
}
