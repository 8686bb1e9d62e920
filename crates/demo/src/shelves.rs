//! What the shops have on their shelves: categories, brands and the products of each.

use crate::calendar::Season;

/// A shelf: products of one kind, in the third level of the categories.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// The three levels of its category.
    pub(crate) category: [&'static str; 3],
    /// When it sells.
    pub(crate) season: Season,
    /// Hundredths of a percent of sales that one percent of price moves.
    pub(crate) elasticity: i64,
    /// How often it is bought, 100 for the middle.
    pub(crate) popularity: i64,
    /// Cheapest and dearest shelf price, in cents.
    pub(crate) price: (i64, i64),
    /// Package size and its unit.
    pub(crate) package: (&'static str, &'static str),
    /// Its products; a brand is put before each.
    pub(crate) names: &'static [&'static str],
}

/// Invented brands, by first category level: the leading one, the challenger, the shop's own.
pub(crate) const BRANDS: &[(&str, [&str; 3])] = &[
    ("Frozen", ["Polar Peak", "Northwind Kitchen", "Everyday Table"]),
    ("Dairy", ["Clover Hollow", "Meadowgate", "Everyday Table"]),
    ("Snacks", ["Crunchwell", "Golden Prairie", "Everyday Table"]),
    ("Beverages", ["Blue Spring", "Zestival", "Everyday Table"]),
    ("Household", ["Brightnest", "Pure Harbor", "Homeway"]),
    ("Bakery", ["Old Mill Lane", "Sunrise Oven", "Everyday Table"]),
    ("Produce", ["Green Acre", "Valley Pick", "Everyday Table"]),
    ("Meat & Seafood", ["Stonebrook Farms", "Hillside Ranch", "Everyday Table"]),
    ("Pantry", ["Larder Lane", "Cedar Kettle", "Everyday Table"]),
    ("Personal Care", ["Silkleaf", "Dermavita", "Homeway"]),
    ("Baby", ["Little Sprout", "Cuddlekin", "Homeway"]),
    ("Pet Care", ["Meadow Paw", "Whisker Lane", "Homeway"]),
];

macro_rules! shelves {
    ($($one:literal / $two:literal / $three:literal, $season:ident, $elasticity:literal,
       $popularity:literal, $low:literal .. $high:literal, $size:literal $unit:literal:
       $($name:literal),+;)+) => {
        &[$(Shelf {
            category: [$one, $two, $three],
            season: Season::$season,
            elasticity: $elasticity,
            popularity: $popularity,
            price: ($low, $high),
            package: ($size, $unit),
            names: &[$($name),+],
        }),+]
    };
}

/// All shelves: category, season, elasticity, popularity, price range, package, products.
pub(crate) const SHELVES: &[Shelf] = shelves! {
    "Frozen" / "Frozen Pizza" / "Thin Crust Pizza", Winter, -210, 130, 499..899, "16" "oz":
        "Thin Crust Pepperoni Pizza", "Thin Crust Margherita Pizza", "Thin Crust Veggie Pizza";
    "Frozen" / "Frozen Pizza" / "Deep Dish Pizza", Winter, -190, 110, 599..999, "24" "oz":
        "Deep Dish Supreme Pizza", "Deep Dish Four Cheese Pizza", "Deep Dish Sausage Pizza";
    "Frozen" / "Ice Cream" / "Ice Cream Tubs", Summer, -240, 140, 399..799, "48" "fl oz":
        "Vanilla Bean Ice Cream", "Chocolate Fudge Ice Cream", "Strawberry Ice Cream", "Mint Chip Ice Cream";
    "Frozen" / "Ice Cream" / "Ice Cream Bars", Summer, -220, 110, 449..699, "6" "count":
        "Almond Ice Cream Bars", "Fruit Ice Pops";
    "Frozen" / "Frozen Vegetables" / "Plain Vegetables", Steady, -90, 90, 199..349, "12" "oz":
        "Frozen Peas", "Frozen Broccoli Florets", "Frozen Sweet Corn";
    "Frozen" / "Frozen Meals" / "Single Serve Meals", Steady, -170, 100, 299..549, "10" "oz":
        "Chicken Alfredo Bowl", "Beef Lasagna Tray", "Vegetable Curry Bowl";
    "Dairy" / "Milk" / "Fresh Milk", Steady, -60, 320, 329..499, "1" "gal":
        "Whole Milk", "2% Reduced Fat Milk", "Skim Milk";
    "Dairy" / "Milk" / "Plant Milk", Steady, -130, 110, 349..549, "64" "fl oz":
        "Oat Milk", "Almond Milk";
    "Dairy" / "Yogurt" / "Greek Yogurt", Steady, -160, 150, 119..199, "5.3" "oz":
        "Greek Yogurt Plain", "Greek Yogurt Honey", "Greek Yogurt Blueberry";
    "Dairy" / "Cheese" / "Cheese Blocks", Holiday, -120, 120, 399..799, "8" "oz":
        "Sharp Cheddar Cheese", "Monterey Jack Cheese", "Aged Gouda Cheese";
    "Dairy" / "Butter & Eggs" / "Eggs", Holiday, -50, 260, 299..599, "12" "count":
        "Large White Eggs", "Free Range Brown Eggs";
    "Snacks" / "Chips" / "Potato Chips", Summer, -200, 190, 299..549, "9" "oz":
        "Classic Potato Chips", "Sea Salt & Vinegar Chips", "Barbecue Chips", "Sour Cream Chips";
    "Snacks" / "Chips" / "Tortilla Chips", Summer, -180, 150, 279..499, "11" "oz":
        "Restaurant Style Tortilla Chips", "Lime Tortilla Chips";
    "Snacks" / "Candy" / "Chocolate", Holiday, -170, 140, 149..1299, "7" "oz":
        "Milk Chocolate Bar", "Dark Chocolate Bar", "Assorted Chocolate Box";
    "Snacks" / "Nuts" / "Mixed Nuts", Holiday, -140, 80, 599..1199, "12" "oz":
        "Roasted Mixed Nuts", "Salted Cashews";
    "Snacks" / "Cookies" / "Sandwich Cookies", School, -190, 120, 299..499, "14" "oz":
        "Chocolate Sandwich Cookies", "Vanilla Sandwich Cookies";
    "Beverages" / "Soft Drinks" / "Cola", Summer, -250, 240, 499..899, "12" "pack":
        "Classic Cola", "Diet Cola", "Cherry Cola";
    "Beverages" / "Soft Drinks" / "Sparkling Water", Summer, -180, 170, 399..599, "8" "pack":
        "Lime Sparkling Water", "Grapefruit Sparkling Water";
    "Beverages" / "Coffee" / "Ground Coffee", Winter, -110, 120, 799..1499, "12" "oz":
        "Dark Roast Ground Coffee", "Medium Roast Ground Coffee", "Decaf Ground Coffee";
    "Beverages" / "Juice" / "Orange Juice", Winter, -150, 140, 349..549, "52" "fl oz":
        "Orange Juice No Pulp", "Orange Juice With Pulp";
    "Beverages" / "Tea" / "Iced Tea", Summer, -190, 90, 249..449, "64" "fl oz":
        "Sweet Iced Tea", "Unsweetened Iced Tea";
    "Household" / "Paper" / "Paper Towels", Steady, -130, 140, 899..1899, "8" "roll":
        "Paper Towels Select-a-Size", "Paper Towels Full Sheet";
    "Household" / "Paper" / "Toilet Paper", Steady, -80, 180, 799..2199, "12" "roll":
        "Soft Toilet Paper", "Extra Strong Toilet Paper";
    "Household" / "Laundry" / "Laundry Detergent", Steady, -200, 110, 999..1999, "92" "fl oz":
        "Fresh Scent Laundry Detergent", "Free & Clear Laundry Detergent", "Laundry Pods";
    "Household" / "Cleaning" / "All-Purpose Cleaner", Spring, -140, 90, 299..599, "32" "fl oz":
        "Lemon All-Purpose Cleaner", "Glass Cleaner", "Bathroom Cleaner";
    "Household" / "Dishwashing" / "Dish Soap", Steady, -120, 100, 249..499, "24" "fl oz":
        "Citrus Dish Soap", "Dishwasher Tablets";
    "Bakery" / "Bread" / "Sliced Bread", Steady, -100, 280, 249..499, "20" "oz":
        "White Sandwich Bread", "Whole Wheat Bread", "Sourdough Loaf", "Multigrain Bread";
    "Bakery" / "Sweet Bakery" / "Muffins", School, -150, 100, 399..599, "4" "count":
        "Blueberry Muffins", "Double Chocolate Muffins";
    "Bakery" / "Sweet Bakery" / "Pies", Holiday, -130, 50, 699..1199, "8" "inch":
        "Pumpkin Pie", "Apple Pie";
    "Produce" / "Fruit" / "Fresh Fruit", Steady, -90, 260, 129..499, "1" "lb":
        "Bananas", "Gala Apples", "Seedless Grapes", "Navel Oranges";
    "Produce" / "Fruit" / "Berries", Summer, -170, 160, 249..599, "16" "oz":
        "Strawberries", "Blueberries";
    "Produce" / "Vegetables" / "Fresh Vegetables", Steady, -80, 200, 99..399, "1" "lb":
        "Roma Tomatoes", "Baby Carrots", "Romaine Hearts", "Yellow Onions", "Russet Potatoes";
    "Meat & Seafood" / "Poultry" / "Chicken", Steady, -140, 190, 599..1299, "2" "lb":
        "Boneless Chicken Breast", "Chicken Thighs", "Chicken Wings";
    "Meat & Seafood" / "Poultry" / "Turkey", Holiday, -160, 40, 1499..2999, "12" "lb":
        "Whole Turkey", "Turkey Breast";
    "Meat & Seafood" / "Beef" / "Ground Beef", Summer, -150, 150, 599..1099, "1" "lb":
        "Ground Beef 80/20", "Lean Ground Beef 93/7";
    "Meat & Seafood" / "Seafood" / "Fish", Steady, -180, 70, 899..1799, "12" "oz":
        "Atlantic Salmon Fillet", "Cod Fillet", "Peeled Shrimp";
    "Pantry" / "Pasta" / "Dry Pasta", Winter, -120, 160, 129..299, "16" "oz":
        "Spaghetti", "Penne Rigate", "Fusilli";
    "Pantry" / "Sauces" / "Pasta Sauce", Winter, -160, 120, 249..599, "24" "oz":
        "Tomato Basil Sauce", "Roasted Garlic Sauce";
    "Pantry" / "Cereal" / "Breakfast Cereal", School, -210, 150, 349..599, "15" "oz":
        "Honey Oat Cereal", "Corn Flakes", "Cinnamon Squares";
    "Pantry" / "Soup" / "Canned Soup", Winter, -130, 110, 149..349, "18.6" "oz":
        "Chicken Noodle Soup", "Tomato Soup";
    "Pantry" / "Condiments" / "Ketchup & Mustard", Summer, -110, 90, 199..449, "20" "oz":
        "Tomato Ketchup", "Yellow Mustard", "Mayonnaise";
    "Personal Care" / "Hair Care" / "Shampoo", Steady, -170, 80, 499..999, "12" "fl oz":
        "Daily Moisture Shampoo", "Anti-Dandruff Shampoo";
    "Personal Care" / "Oral Care" / "Toothpaste", Steady, -130, 100, 299..699, "4.8" "oz":
        "Whitening Toothpaste", "Fresh Mint Toothpaste";
    "Personal Care" / "Sun Care" / "Sunscreen", Summer, -120, 60, 899..1499, "6" "fl oz":
        "Sunscreen Lotion SPF 30", "Sunscreen Spray SPF 50";
    "Baby" / "Diapers" / "Disposable Diapers", Steady, -70, 80, 1999..3499, "84" "count":
        "Diapers Size 2", "Diapers Size 3", "Diapers Size 4";
    "Baby" / "Baby Food" / "Purees", Steady, -90, 70, 119..249, "4" "oz":
        "Apple Puree Pouch", "Sweet Potato Puree Pouch";
    "Pet Care" / "Dog Food" / "Dry Dog Food", Steady, -100, 90, 1999..4499, "24" "lb":
        "Chicken & Rice Dog Food", "Beef & Barley Dog Food";
    "Pet Care" / "Cat Food" / "Wet Cat Food", Steady, -120, 90, 99..199, "3" "oz":
        "Tuna Cat Food", "Salmon Cat Food", "Chicken Cat Food";
};
