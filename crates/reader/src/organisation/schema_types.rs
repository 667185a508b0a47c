//! schema.org's kinds of organisation, and the plain English word for each kind of business.

use crate::structured::Thing;

/// Types that say "an organisation" and nothing of its business.
const GENERAL: &[&str] = &[
    "Organization",
    "LocalBusiness",
    "Corporation",
    "NGO",
    "Brand",
    "ProfessionalService",
    "Store",
    "HomeAndConstructionBusiness",
    "FoodEstablishment",
    "HealthAndBeautyBusiness",
    "MedicalBusiness",
    "MedicalOrganization",
    "AutomotiveBusiness",
    "LodgingBusiness",
    "EntertainmentBusiness",
    "FinancialService",
    "SportsActivityLocation",
    "EducationalOrganization",
    "GovernmentOrganization",
    "PerformingGroup",
    "SportsOrganization",
    "OnlineBusiness",
    "OnlineStore",
    "Place",
    "CivicStructure",
    "TouristAttraction",
    "Consortium",
    "Cooperative",
    "ResearchOrganization",
    "NewsMediaOrganization",
    "LegalService",
    "LocalBusinesses",
    "FundingScheme",
    "WorkersUnion",
    "Project",
    "Service",
    "Winery",
];

/// Types that name a business, and its word.
#[rustfmt::skip]
const KINDS: &[(&str, &str)] = &[
    ("AccountingService", "accountant"), ("AdultEntertainment", "nightlife"), ("AmusementPark", "amusement park"), ("AnimalShelter", "animal shelter"), ("Apartment", "apartment"), ("ApartmentComplex", "apartment"), ("Aquarium", "aquarium"),
    ("ArchiveOrganization", "archive"), ("ArtGallery", "art gallery"), ("Attorney", "lawyer"), ("AutoBodyShop", "car repair"), ("AutoDealer", "car dealer"), ("AutoPartsStore", "car parts shop"),
    ("AutoRental", "car rental"), ("AutoRepair", "car repair"), ("AutoWash", "car wash"), ("Bakery", "bakery"), ("BankOrCreditUnion", "bank"), ("BarOrPub", "bar"), ("BeautySalon", "beauty salon"),
    ("BedAndBreakfast", "bed and breakfast"), ("BikeStore", "bicycle shop"), ("BookStore", "bookshop"), ("BowlingAlley", "bowling alley"), ("Brewery", "brewery"), ("CafeOrCoffeeShop", "cafe"), ("Campground", "campground"),
    ("Casino", "casino"), ("Cemetery", "cemetery"), ("ChildCare", "childcare"), ("Church", "church"), ("ClothingStore", "clothing shop"), ("CollegeOrUniversity", "university"), ("ComedyClub", "comedy club"),
    ("CommunityHealth", "health centre"), ("ComputerStore", "computer shop"), ("ConvenienceStore", "convenience store"), ("Corporation", ""), ("CovidTestingFacility", "medical laboratory"), ("DanceGroup", "dance group"), ("DaySpa", "spa"),
    ("Dentist", "dentist"), ("DepartmentStore", "department store"), ("Dermatology", "dermatologist"), ("DiagnosticLab", "medical laboratory"), ("DietNutrition", "nutritionist"), ("Distillery", "distillery"), ("DryCleaningOrLaundry", "laundry"),
    ("Electrician", "electrician"), ("ElectronicsStore", "electronics shop"), ("ElementarySchool", "school"), ("Embassy", "embassy"), ("EmergencyService", "emergency service"), ("EmploymentAgency", "employment agency"),
    ("EventVenue", "event venue"), ("ExerciseGym", "gym"), ("FastFoodRestaurant", "fast food"), ("FireStation", "fire station"), ("Florist", "florist"), ("FurnitureStore", "furniture shop"), ("GardenStore", "garden centre"),
    ("GasStation", "petrol station"), ("GeneralContractor", "building contractor"), ("Geriatric", "care home"), ("GolfCourse", "golf course"), ("GovernmentOffice", "public office"), ("GroceryStore", "grocery shop"),
    ("Gynecologic", "gynaecologist"), ("HVACBusiness", "heating engineer"), ("HairSalon", "hairdresser"), ("HardwareStore", "hardware shop"), ("HealthClub", "gym"), ("HighSchool", "school"), ("HobbyShop", "hobby shop"),
    ("HomeGoodsStore", "homeware shop"), ("Hospital", "hospital"), ("Hostel", "hostel"), ("Hotel", "hotel"), ("HousePainter", "painter"), ("IceCreamShop", "ice cream parlour"), ("IndividualPhysician", "doctor"), ("InsuranceAgency", "insurance agency"),
    ("InternetCafe", "internet cafe"), ("JewelryStore", "jeweller"), ("LandmarksOrHistoricalBuildings", "landmark"), ("Library", "library"), ("LiquorStore", "wine shop"), ("Locksmith", "locksmith"), ("MedicalClinic", "clinic"),
    ("MensClothingStore", "clothing shop"), ("MiddleSchool", "school"), ("MobilePhoneStore", "mobile phone shop"), ("Mosque", "mosque"), ("Motel", "motel"), ("MotorcycleDealer", "motorcycle dealer"), ("MotorcycleRepair", "motorcycle repair"),
    ("MovieRentalStore", "video rental"), ("MovieTheater", "cinema"), ("MovingCompany", "moving company"), ("Museum", "museum"), ("MusicGroup", "band"), ("MusicStore", "music shop"), ("MusicVenue", "music venue"), ("NailSalon", "nail salon"),
    ("NightClub", "nightclub"), ("Notary", "notary"), ("Nursing", "nursing service"), ("Obstetric", "gynaecologist"), ("OfficeEquipmentStore", "office supplies shop"), ("Optician", "optician"), ("Optometric", "optician"), ("OutletStore", "outlet"),
    ("PawnShop", "pawn shop"), ("Pediatric", "paediatrician"), ("PerformingArtsTheater", "theatre"), ("PetStore", "pet shop"), ("Pharmacy", "pharmacy"), ("Physician", "doctor"), ("PhysiciansOffice", "doctor"), ("Physiotherapy", "physiotherapist"),
    ("PlasticSurgery", "clinic"), ("Plumber", "plumber"), ("Podiatric", "podiatrist"), ("PoliceStation", "police"), ("PostOffice", "post office"), ("Preschool", "kindergarten"), ("PrimaryCare", "doctor"), ("Psychiatric", "psychiatrist"),
    ("PublicSwimmingPool", "swimming pool"), ("RadioStation", "radio station"), ("RealEstateAgent", "estate agent"), ("RecyclingCenter", "recycling centre"), ("Residence", "residence"), ("Resort", "resort"), ("Restaurant", "restaurant"),
    ("RoofingContractor", "roofer"), ("School", "school"), ("SelfStorage", "self storage"), ("ShoeStore", "shoe shop"), ("ShoppingCenter", "shopping centre"), ("SkiResort", "ski resort"), ("SportingGoodsStore", "sports shop"),
    ("SportsClub", "sports club"), ("SportsTeam", "sports team"), ("StadiumOrArena", "stadium"), ("Synagogue", "synagogue"), ("TattooParlor", "tattoo studio"), ("TelevisionStation", "television station"), ("TennisComplex", "tennis club"),
    ("TheaterGroup", "theatre group"), ("TireShop", "tyre shop"), ("TouristInformationCenter", "tourist information"), ("ToyStore", "toy shop"), ("TravelAgency", "travel agency"), ("VacationRental", "holiday rental"), ("VeterinaryCare", "veterinarian"),
    ("WholesaleStore", "wholesaler"), ("Winery", "winery"), ("Zoo", "zoo"), ("LegalService", "lawyer"), ("Notary", "notary"), ("LodgingBusiness", "accommodation"),
    ("NGO", "non-profit"), ("Airline", "airline"), ("LibrarySystem", "library"), ("MedicalSpa", "beauty salon"), ("TennisClub", "tennis club"), ("WeddingVenue", "event venue"),
];

/// True when a thing is an organisation or a business, of whatever kind.
pub(crate) fn is_organisation(thing: &Thing) -> bool {
    thing.types.iter().any(|t| is_organisation_type(t)) && !thing.is_a("Service") && !thing.is_a("Project")
}

/// True for the name of a type below schema.org's Organization or LocalBusiness.
fn is_organisation_type(name: &str) -> bool {
    GENERAL.contains(&name) && !matches!(name, "Service" | "Project" | "FundingScheme") || KINDS.iter().any(|(k, _)| *k == name)
}

/// The plain word for a business type; `None` for general types.
pub(super) fn category(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|(k, _)| *k == name).map(|(_, word)| *word).filter(|w| !w.is_empty())
}
